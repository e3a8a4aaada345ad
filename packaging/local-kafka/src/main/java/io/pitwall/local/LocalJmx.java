package io.pitwall.local;

import java.io.IOException;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A way into the MBeans of a process on this machine, and from this machine only. */
public final class LocalJmx {
    private final int port = FreePorts.next();

    /** With what the process must be started. */
    public List<String> jvmOptions() {
        return List.of(
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false",
                "-Djava.rmi.server.hostname=127.0.0.1");
    }

    /** To the process as it runs now; the caller closes it. */
    @SuppressWarnings("BanJNDI") // what answers is a process that we have started
    public JMXConnector connect() throws IOException {
        return JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"));
    }
}
