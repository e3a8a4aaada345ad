package io.pitwall.pack.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The two window sinks of the shipped fall detector, one reading what the other writes, on topics of their own. */
final class FallDetector implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> STAGES = List.of("fall-features", "fall-alerts");
    private static final List<String> TOPIC_KEYS = List.of("topics", "output.topic", "late.topic", "alert.topic");

    private final RealWorker real;
    private final String name;
    private final Path state;
    private final MotionProducer motion;
    private final TopicReader features;
    private final TopicReader impacts;
    private final TopicReader falls;
    private final TopicReader lateRows;
    private final TopicReader lateFeatures;

    FallDetector(RealWorker real, String name, int partitions, Path state) {
        this.real = real;
        this.name = name;
        this.state = state;
        real.createTopic(topic("motion"), partitions);
        real.createTopic(topic("fall-features"), partitions);
        motion = new MotionProducer(bootstrapServers(), topic("motion"));
        features = reader("fall-features");
        impacts = reader("impacts");
        falls = reader("falls");
        lateRows = reader("motion-late");
        lateFeatures = reader("fall-features-late");
    }

    private TopicReader reader(String shippedTopic) {
        return new TopicReader(bootstrapServers(), topic(shippedTopic));
    }

    private String topic(String shippedTopic) {
        return name + "-" + shippedTopic;
    }

    private String bootstrapServers() {
        return real.broker().bootstrapServers();
    }

    /** Creates both connectors as they are shipped, but for the names of topics, brokers and folders. */
    void start() {
        for (String stage : STAGES) {
            Map<String, String> config = real.example(stage);
            TOPIC_KEYS.forEach(key -> config.computeIfPresent(key, (unused, topic) -> topic(topic)));
            config.put("kafka.bootstrap.servers", bootstrapServers());
            config.put("state.dir", state.resolve(stage).toString());
            real.start(connector(stage), config);
        }
    }

    /** Ends both connectors, after which nothing more is written. */
    void stop() {
        STAGES.forEach(stage -> real.stop(connector(stage)));
    }

    private String connector(String stage) {
        return name + "-" + stage;
    }

    /** What the first stage reads. */
    MotionProducer motion() {
        return motion;
    }

    List<ConsumerRecord<String, String>> features() {
        return ofRecordings(features);
    }

    List<ConsumerRecord<String, String>> impacts() {
        return ofRecordings(impacts);
    }

    List<ConsumerRecord<String, String>> falls() {
        return ofRecordings(falls);
    }

    List<ConsumerRecord<String, String>> lateRows() {
        return ofRecordings(lateRows);
    }

    List<ConsumerRecord<String, String>> lateFeatures() {
        return ofRecordings(lateFeatures);
    }

    private static List<ConsumerRecord<String, String>> ofRecordings(TopicReader topic) {
        return topic.committed().stream()
                .filter(record -> !MotionProducer.isCloser(record.key()))
                .toList();
    }

    static JsonNode columns(ConsumerRecord<String, String> record) {
        try {
            return JSON.readTree(record.value());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Not JSON at offset " + record.offset() + " of " + record.topic(), e);
        }
    }

    @Override
    public void close() {
        motion.close();
        List.of(features, impacts, falls, lateRows, lateFeatures).forEach(TopicReader::close);
        STAGES.forEach(stage -> real.removeIfThere(connector(stage)));
    }
}
