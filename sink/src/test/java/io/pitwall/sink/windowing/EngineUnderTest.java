package io.pitwall.sink.windowing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.query.QueryCompiler;
import io.pitwall.sink.windowing.query.QueryText;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.row.Row;
import io.pitwall.transforms.row.RowReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An engine together with what a changelog would hold of it: it commits and restarts as a shard does, with rows restored
 * in the order they were last written.
 */
final class EngineUnderTest implements Results {

    /** What a connector has unless its configuration says otherwise, with state that never expires and no cool-down. */
    static final EngineSettings PLAIN = new EngineSettings(
            EngineSettings.Clock.PARTITION, EngineSettings.NEVER, 0, false, true, 0, EngineSettings.OnError.REJECT);

    static final EngineSettings ALERTS_AT_CLOSE = new EngineSettings(
            EngineSettings.Clock.PARTITION, EngineSettings.NEVER, 0, false, false, 0, EngineSettings.OnError.REJECT);

    /** A window, or an alert, that came out. */
    record Result(String kind, String key, long startMs, long endMs, List<@Nullable Object> values) {
        @Override
        public String toString() {
            return kind + " " + key + " [" + startMs + ", " + endMs + ") " + values;
        }
    }

    private final Windows windows;
    private final QueryText text;
    private final EngineSettings settings;
    /** By the hexadecimal digits of the row key. */
    private final Map<String, byte[]> changelog = new LinkedHashMap<>();

    private final List<Result> results = new ArrayList<>();
    private int uncomputable;
    private int unusable;
    private int expired;
    private long committedStreamTimeMs = WindowEngine.NO_TIME;
    /** How many results the engine may give out until it is interrupted, and what happens then. */
    private int enough = Integer.MAX_VALUE;

    private Runnable interruption = () -> {};
    private int given;
    private int interruptions;
    private boolean isShortOfMemory;
    private WindowQuery query;
    private WindowEngine engine;
    private RowReader reader;
    private Row row;

    EngineUnderTest(Windows windows, QueryText text, EngineSettings settings) {
        this.windows = windows;
        this.text = text;
        this.settings = settings;
        query = compile();
        engine = newEngine();
        reader = new RowReader(query.input());
        row = query.input().newRow();
    }

    private WindowQuery compile() {
        return QueryCompiler.compile(text, (clause, problem) -> {
                    throw new AssertionError(clause + ": " + problem);
                })
                .orElseThrow();
    }

    /**
     * Interrupts whatever gives out more results than so many at once.
     *
     * @param meanwhile what happens before the engine goes on: a commit, perhaps with a restart
     */
    void interruptAfter(int results, Runnable meanwhile) {
        enough = results;
        interruption = meanwhile;
    }

    int interruptions() {
        return interruptions;
    }

    @Override
    public boolean areEnough() {
        return given >= enough;
    }

    private void interrupt() {
        interruptions++;
        interruption.run();
        given = 0;
    }

    WindowEngine.Admission add(String key, long timestampMs, Map<String, ?> columns) {
        given = 0;
        WindowEngine.Admission admission = addOnce(key, timestampMs, columns);
        while (admission == WindowEngine.Admission.AWAITED) {
            interrupt();
            admission = addOnce(key, timestampMs, columns);
        }
        return admission;
    }

    private WindowEngine.Admission addOnce(String key, long timestampMs, Map<String, ?> columns) {
        reader.read(columns, row);
        return engine.add(key.getBytes(StandardCharsets.UTF_8), timestampMs, row, this);
    }

    /** Advances until there is enough. */
    boolean beginAdvanceTo(long timestampMs) {
        given = 0;
        return engine.advanceTo(timestampMs, this);
    }

    void advanceTo(long timestampMs) {
        boolean isOver = beginAdvanceTo(timestampMs);
        while (!isOver) {
            interrupt();
            isOver = engine.goOn(this);
        }
    }

    /** How late the last late row was. */
    Lateness lateness() {
        return engine.lateness();
    }

    void giveUpdates() {
        assertThat(giveUpdates(Integer.MAX_VALUE)).isTrue();
    }

    /** Gives out updates until there are so many results; true if that is all. */
    boolean giveUpdates(int mostResults) {
        int usual = enough;
        enough = mostResults;
        given = results.size();
        boolean isAll = engine.giveUpdates(this);
        enough = usual;
        return isAll;
    }

    /** How many keys were forgotten by their time to live. */
    int expiredKeys() {
        return expired;
    }

    int unusable() {
        return unusable;
    }

    void commit() {
        engine.forEachChange((key, value) -> {
            String rowKey = HexFormat.of().formatHex(key);
            if (value == null) {
                assertThat(changelog.remove(rowKey))
                        .as("only rows that were written are deleted")
                        .isNotNull();
            } else {
                changelog.remove(rowKey);
                changelog.put(rowKey, value);
            }
        });
        engine.markPersisted();
        assertThat(engine.persistedRows()).as("persisted rows").isEqualTo(changelog.size());
        committedStreamTimeMs = engine.streamTimeMs();
    }

    /** Commits, and goes on with a new engine that knows only what was committed. */
    void commitAndRestart() {
        commit();
        query = compile();
        engine = newEngine();
        reader = new RowReader(query.input());
        row = query.input().newRow();
        engine.restoreStreamTime(committedStreamTimeMs);
        for (byte[] key : keysInOrder(engine.rowPrefixes())) {
            engine.restore(key, valueOf(key));
            if (isShortOfMemory) {
                engine.evict(0);
            }
        }
        engine.restored();
    }

    private WindowEngine newEngine() {
        WindowEngine made = new WindowEngine(windows, query, settings);
        made.evictTo(new InMemoryRows(key -> changelog.get(HexFormat.of().formatHex(key))));
        return made;
    }

    private byte[] valueOf(byte[] key) {
        return Objects.requireNonNull(changelog.get(HexFormat.of().formatHex(key)));
    }

    /** By what follows a prefix, then by prefix. */
    private List<byte[]> keysInOrder(List<byte[]> prefixes) {
        TreeMap<byte[], List<byte[]>> byRest = new TreeMap<>(Arrays::compareUnsigned);
        for (byte[] prefix : prefixes) {
            String digits = HexFormat.of().formatHex(prefix);
            changelog.keySet().stream().filter(key -> key.startsWith(digits)).forEach(key -> byRest.computeIfAbsent(
                            HexFormat.of().parseHex(key.substring(digits.length())), unseen -> new ArrayList<>())
                    .add(HexFormat.of().parseHex(key)));
        }
        List<byte[]> keys = byRest.values().stream().flatMap(List::stream).toList();
        assertThat(keys).as("rows with a known prefix").hasSameSizeAs(changelog.keySet());
        return keys;
    }

    /** From now on, restored keys leave the heap at once. */
    void beShortOfMemory() {
        isShortOfMemory = true;
    }

    /** Has every key leave the heap that has not changed since the last commit. */
    void evict() {
        engine.evict(0);
    }

    /** Has about half of them leave. */
    void evictSome() {
        engine.evict(engine.heapBytes() / 2);
    }

    long evictions() {
        return engine.keyCounts().evictions();
    }

    int coldKeys() {
        return engine.keyCounts().cold();
    }

    void assertHoldsNothing() {
        commit();
        assertThat(engine.liveKeys()).as("live keys").isZero();
        assertThat(changelog).as("rows in the changelog").isEmpty();
    }

    /** How many rows the next commit would write. */
    int changedRows() {
        AtomicInteger changes = new AtomicInteger();
        engine.forEachChange((key, value) -> changes.incrementAndGet());
        return changes.get();
    }

    boolean hasChanges() {
        return engine.hasChanges();
    }

    int keysChangedByTime() {
        return engine.keysChangedByTime();
    }

    long closesInMs() {
        return engine.closesInMs();
    }

    int changelogRows() {
        return changelog.size();
    }

    List<Result> takeResults() {
        List<Result> taken = List.copyOf(results);
        results.clear();
        return taken;
    }

    @Override
    public void window(byte[] key, long startMs, long endMs, Row values) {
        results.add(result("window", key, startMs, endMs, values));
    }

    @Override
    public void alert(byte[] key, long startMs, long endMs, long alertTimeMs, Row values) {
        results.add(result("alert at " + alertTimeMs, key, startMs, endMs, values));
    }

    @Override
    public void update(byte[] key, long startMs, long endMs, Row values) {
        results.add(result("update", key, startMs, endMs, values));
    }

    @Override
    public void cleared(byte[] key, long startMs, long endMs, long clearedTimeMs, Row values) {
        results.add(result("cleared at " + clearedTimeMs, key, startMs, endMs, values));
    }

    @Override
    public void expired() {
        given++;
        expired++;
    }

    @Override
    public void unusable(EvaluationException problem) {
        unusable++;
    }

    @Override
    public void uncomputable(EvaluationException problem) {
        uncomputable++;
    }

    /** How many columns and conditions could not be computed. */
    int uncomputable() {
        return uncomputable;
    }

    private Result result(String kind, byte[] key, long startMs, long endMs, Row values) {
        given++;
        List<@Nullable Object> columns = new ArrayList<>();
        query.outputs().forEach(output -> columns.add(output.in(values).boxed()));
        return new Result(kind, new String(key, StandardCharsets.UTF_8), startMs, endMs, columns);
    }

    static Result window(String key, long startMs, long endMs, @Nullable Object... values) {
        return new Result("window", key, startMs, endMs, Arrays.asList(values));
    }

    static Result update(String key, long startMs, long endMs, @Nullable Object... values) {
        return new Result("update", key, startMs, endMs, Arrays.asList(values));
    }

    /** An alert that fired when its window closed. */
    static Result alert(String key, long startMs, long endMs, @Nullable Object... values) {
        return alertAt(endMs, key, startMs, endMs, values);
    }

    static Result alertAt(long timeMs, String key, long startMs, long endMs, @Nullable Object... values) {
        return new Result("alert at " + timeMs, key, startMs, endMs, Arrays.asList(values));
    }

    static Result clearedAt(long timeMs, String key, long startMs, long endMs, @Nullable Object... values) {
        return new Result("cleared at " + timeMs, key, startMs, endMs, Arrays.asList(values));
    }
}
