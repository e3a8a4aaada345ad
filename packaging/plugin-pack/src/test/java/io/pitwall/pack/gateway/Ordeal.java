package io.pitwall.pack.gateway;

import io.pitwall.local.BrokerProcess;
import io.pitwall.local.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Eight clients per variant post and retry, while workers are killed and started again, and at the end the broker is away for
 * a while. What strikes when is drawn from the seed.
 */
final class Ordeal implements AutoCloseable {

    static final Duration ACK_TIMEOUT = Duration.ofSeconds(3);

    static final int MAX_BODY_BYTES = 16_384;

    /** Of the clients' messages, about forty. */
    static final int MAX_INFLIGHT_BYTES = 65_536;

    /** Beyond what any answer may take, so that a request that takes longer is seen and not cut short. */
    private static final Duration CLIENT_TIMEOUT = ACK_TIMEOUT.plusSeconds(5);

    private static final int MAX_MESSAGES_BEFORE_A_FAULT = 20;
    private static final Duration MAX_TIME_BEFORE_A_FAULT = Duration.ofMillis(500);

    private final GatewayStage stage;
    private final SplittableRandom random;
    private final List<Subject> subjects = new ArrayList<>();

    /** What became of a variant: what its clients were answered, in the outage and at all, and what its topic holds. */
    record Result(Verdict verdict, List<Attempt> attempts, List<Attempt> attemptsInTheOutage) {}

    private Ordeal(GatewayStage stage, long seed) {
        this.stage = stage;
        this.random = new SplittableRandom(seed);
    }

    static Map<Variant, Result> run(GatewayStage stage, long seed, int kills, Duration outage) {
        say("seed " + seed + ", " + kills + " kills, broker away for " + outage.toSeconds() + " s");
        try (Ordeal ordeal = new Ordeal(stage, seed)) {
            ordeal.begin();
            for (int kill = 0; kill < kills; kill++) {
                ordeal.killWorkers(kill % 2 == 1);
            }
            ordeal.takeTheBrokerAway(outage);
            return ordeal.end();
        }
    }

    /** A variant with its clients. */
    private static final class Subject {

        private final Variant variant;
        private final Posters posters;
        private List<Attempt> inTheOutage = List.of();

        Subject(Variant variant, Posters posters) {
            this.variant = variant;
            this.posters = posters;
        }

        /** An answer may still be on its way when the broker stands still; a request that begins then gets none of its. */
        void noteAttemptsSince(long nanos) {
            inTheOutage = posters.attempts().stream()
                    .filter(attempt -> attempt.startedAtNanos() - nanos > 0)
                    .toList();
        }
    }

    private void begin() {
        for (Variant variant : Variant.values()) {
            Cluster cluster = variant.cluster(stage);
            cluster.create(variant.connector(), variant.config(stage));
            subjects.add(new Subject(
                    variant,
                    Posters.start(variant.connector(), cluster.uris("/" + variant.connector()), CLIENT_TIMEOUT)));
        }
        awaitProgress(1);
    }

    /** In each cluster at once, and in the one of two workers either any of them or both. */
    private void killWorkers(boolean isForAll) {
        letSomePass();
        List<WorkerProcess> victims = new ArrayList<>();
        for (Cluster cluster : List.of(stage.exactlyOnce(), stage.atLeastOnce())) {
            List<GatewayWorker> workers = cluster.workers();
            int only = random.nextInt(workers.size());
            for (int number = 0; number < workers.size(); number++) {
                if (isForAll || number == only) {
                    victims.add(workers.get(number).process());
                }
            }
        }
        long startedAt = System.nanoTime();
        victims.forEach(WorkerProcess::kill);
        victims.forEach(WorkerProcess::start);
        victims.forEach(WorkerProcess::awaitReady);
        awaitProgress(1);
        say("killed " + victims.size() + " workers, " + since(startedAt));
    }

    /**
     * Stands still, rather than being shut down: the only broker of a cluster, shut down amid a transaction, can come back with that
     * transaction open for ever (decision 0007), which says nothing of the gateway.
     */
    private void takeTheBrokerAway(Duration outage) {
        letSomePass();
        long startedAt = System.nanoTime();
        BrokerProcess broker = stage.broker();
        broker.pause();
        long pausedAt = System.nanoTime();
        LockSupport.parkNanos(outage.toNanos());
        subjects.forEach(subject -> subject.noteAttemptsSince(pausedAt));
        broker.resume();
        awaitProgress(1);
        say("broker away, " + since(startedAt));
    }

    /** So that faults strike at any moment. */
    private void letSomePass() {
        awaitProgress(1 + random.nextInt(MAX_MESSAGES_BEFORE_A_FAULT));
        LockSupport.parkNanos(random.nextLong(MAX_TIME_BEFORE_A_FAULT.toNanos()));
    }

    private void awaitProgress(int messages) {
        subjects.forEach(subject -> subject.posters.awaitProgress(messages));
    }

    private Map<Variant, Result> end() {
        subjects.forEach(subject -> subject.posters.finish());
        Map<Variant, Result> results = new EnumMap<>(Variant.class);
        for (Subject subject : subjects) {
            Variant variant = subject.variant;
            variant.cluster(stage).remove(variant.connector());
            Verdict verdict = Verdict.of(subject.posters, stage.committedIn(variant.connector()));
            List<Attempt> attempts = subject.posters.attempts();
            say(variant + ": " + verdict);
            say(variant + ": " + outcomes(attempts) + ", in the outage " + outcomes(subject.inTheOutage) + ", longest "
                    + longestMs(attempts) + " ms");
            results.put(variant, new Result(verdict, attempts, subject.inTheOutage));
        }
        return results;
    }

    static Map<Outcome, Long> outcomes(List<Attempt> attempts) {
        return new TreeMap<>(attempts.stream().collect(Collectors.groupingBy(Attempt::outcome, Collectors.counting())));
    }

    static long longestMs(List<Attempt> attempts) {
        return attempts.stream().mapToLong(Attempt::tookMs).max().orElse(0);
    }

    private static String since(long startedAt) {
        return Duration.ofNanos(System.nanoTime() - startedAt).toMillis() + " ms until every client was served again";
    }

    private static void say(String text) {
        System.out.println("[posters] " + text);
    }

    @Override
    public void close() {
        subjects.forEach(subject -> subject.posters.close());
    }
}
