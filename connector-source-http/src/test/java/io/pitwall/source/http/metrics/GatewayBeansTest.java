package io.pitwall.source.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.metrics.Showcase.Shown;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GatewayBeansTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<Shown> shown = new ArrayList<>();

    @AfterEach
    void hideAll() {
        shown.forEach(Shown::close);
    }

    private static GatewayMetrics withTasks(long tasks) {
        return new GatewayMetrics(new GatewayMetrics.Gauges(() -> tasks, () -> 0L, () -> 0L));
    }

    private Shown show(GatewayMetrics metrics) {
        Shown begun = Showcase.ofConnector("phones", metrics);
        shown.add(begun);
        return begun;
    }

    private static ObjectName name() throws JMException {
        return new ObjectName("io.pitwall:type=http-gateway,connector=phones");
    }

    private Object value(String attribute) throws JMException {
        return server.getAttribute(name(), attribute);
    }

    @Test
    void everyMetricIsAnAttributeThatSaysWhatItIs() throws JMException {
        show(withTasks(1));

        MBeanAttributeInfo[] attributes = server.getMBeanInfo(name()).getAttributes();
        assertThat(attributes)
                .extracting(MBeanAttributeInfo::getName)
                .containsExactlyElementsOf(
                        GatewayMetrics.all().stream().map(Metric::attribute).toList());
        MBeanAttributeInfo rows = Arrays.stream(attributes)
                .filter(attribute -> attribute.getName().equals("InflightBytes"))
                .findFirst()
                .orElseThrow();
        assertThat(rows.getDescription()).startsWith("What counts against max.inflight.bytes");
        assertThat(rows.getType()).isEqualTo("java.lang.Long");
        assertThat(rows.getDescriptor().getFieldValue("units")).isEqualTo("bytes");
        assertThat(rows.getDescriptor().getFieldValue("metricType")).isEqualTo("gauge");
        assertThat(rows.isWritable()).isFalse();
    }

    @Test
    void tablesAreOfJmxsOwnTypes() throws JMException {
        GatewayMetrics metrics = withTasks(1);
        show(metrics);
        metrics.rejected(Kind.OVERLOADED);

        TabularData table = (TabularData) value("RejectedByReason");
        CompositeData row = table.get(new Object[] {"overloaded"});
        assertThat(row.get("value")).isEqualTo(1L);
        assertThat(table.size()).isEqualTo(Kind.values().length);
    }

    @Test
    void whatIsNotKnownYetIsNull() throws JMException {
        show(withTasks(1));

        assertThat(value("AcknowledgementP99Ms")).isNull();
        assertThat(value("AcknowledgedRows")).isEqualTo(0L);
    }

    @Test
    void anAttributeThatThereIsNotIsRefused() throws JMException {
        show(withTasks(1));
        ObjectName name = name();

        assertThatThrownBy(() -> server.getAttribute(name, "Rows")).isInstanceOf(AttributeNotFoundException.class);
        assertThat(server.getAttributes(name, new String[] {"Rows", "Tasks"}).asList())
                .containsExactly(new Attribute("Tasks", 1L));
    }

    @Test
    void aConnectorThatIsHiddenIsGone() throws JMException {
        Shown begun = show(withTasks(1));

        begun.close();
        begun.close();

        assertThat(server.isRegistered(name())).isFalse();
    }

    @Test
    void theLatestGenerationIsShownAndThePredecessorsEndDoesNotHideIt() throws JMException {
        Shown predecessor = show(withTasks(1));
        Shown successor = show(withTasks(2));
        assertThat(value("Tasks")).isEqualTo(2L);

        predecessor.close();
        assertThat(value("Tasks")).isEqualTo(2L);

        successor.close();
        assertThat(server.isRegistered(name())).isFalse();
    }

    @Test
    void anMBeanOfAnotherPluginUnderTheNameStaysAndTheConnectorRuns() throws JMException {
        server.registerMBean(new GatewayBean(withTasks(7)), name());
        try {
            show(withTasks(1)).close();

            assertThat(value("Tasks")).isEqualTo(7L);
        } finally {
            server.unregisterMBean(name());
        }
    }

    @Test
    void namesThatJmxWouldMisreadAreQuoted() throws JMException {
        assertThat(GatewayBeans.nameOf("a,b=\"c\"").getKeyProperty("connector")).isEqualTo("\"a,b=\\\"c\\\"\"");
        assertThat(GatewayBeans.nameOf("phones.v1-x_y").getKeyProperty("connector"))
                .isEqualTo("phones.v1-x_y");
    }
}
