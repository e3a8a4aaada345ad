package io.pitwall.source.http.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.source.http.decode.MessageId;
import io.pitwall.source.http.deduplicate.SimulatedKafka.RowName;
import io.pitwall.source.http.deduplicate.SimulatedWorker.AtLeastOnce;
import io.pitwall.source.http.deduplicate.SimulatedWorker.ExactlyOnce;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Clients that send until they are answered 200, early, twice and out of order, to a worker that may crash between any two
 * steps. {@code pitwall.seed} runs one schedule alone.
 */
final class DedupSimulationTest {

    private static final int SCHEDULES = 100;
    private static final int STEPS = 1_500;
    private static final int MAX_STEPS_TO_THE_END = 100_000;

    private static final List<MessageKey> MESSAGES = messages();

    /** How a worker is run. */
    enum Guarantee {
        AT_LEAST_ONCE,
        EXACTLY_ONCE;

        SimulatedWorker start(SimulatedKafka kafka, Random random, ClaimOn claimOn) {
            return switch (this) {
                case AT_LEAST_ONCE -> new AtLeastOnce(kafka, random, claimOn);
                case EXACTLY_ONCE -> new ExactlyOnce(kafka, random, claimOn);
            };
        }
    }

    /** What a client sends, again and again: some messages of some rows each. */
    private static final class Client {

        private final List<RowName> rows;
        private final List<SimulatedRequest> sendings = new ArrayList<>();

        Client(List<RowName> rows) {
            this.rows = rows;
        }

        void sendTo(SimulatedWorker worker) {
            SimulatedRequest request = new SimulatedRequest(rows);
            sendings.add(request);
            worker.receive(request);
        }

        boolean isAnswered() {
            return sendings.stream().anyMatch(SimulatedRequest::isAnswered);
        }
    }

    private static void runAll(Guarantee guarantee, ClaimOn claimOn) {
        long firstSeed = Long.getLong("pitwall.seed", System.nanoTime());
        int schedules = System.getProperty("pitwall.seed") == null ? SCHEDULES : 1;
        System.out.println(guarantee + ", " + claimOn + ": the seeds begin with " + firstSeed);
        int crashes = 0;
        for (int i = 0; i < schedules; i++) {
            crashes += run(firstSeed + i, guarantee, claimOn);
        }
        assertThat(crashes).isGreaterThan(schedules);
    }

    /** Returns how often the worker crashed. */
    private static int run(long seed, Guarantee guarantee, ClaimOn claimOn) {
        Random random = new Random(seed);
        SimulatedKafka kafka = new SimulatedKafka();
        List<Client> waiting = clients(random);
        List<Client> all = List.copyOf(waiting);
        SimulatedWorker worker = guarantee.start(kafka, random, claimOn);
        int crashes = 0;
        for (int step = 0; !waiting.isEmpty(); step++) {
            assertThat(step).as("steps, seed %d", seed).isLessThan(MAX_STEPS_TO_THE_END);
            if (random.nextInt(4) == 0) {
                // Those in front first, but not strictly; and also one that has been answered, and does not know it.
                Client client = random.nextInt(20) == 0
                        ? all.get(random.nextInt(all.size() - waiting.size() + 1))
                        : waiting.get(random.nextInt(Math.min(8, waiting.size())));
                client.sendTo(worker);
            }
            if (step < STEPS && random.nextInt(60) == 0) {
                if (random.nextBoolean()) {
                    worker.stop();
                }
                worker = guarantee.start(kafka, random, claimOn);
                crashes++;
            }
            worker.step(step);
            checkAnswered(seed, waiting, kafka);
            waiting.removeIf(Client::isAnswered);
        }
        for (Client client : all) {
            checkCopies(seed, client, kafka, guarantee == Guarantee.EXACTLY_ONCE || crashes == 0);
        }
        return crashes;
    }

    private static List<Client> clients(Random random) {
        List<List<RowName>> messages =
                MESSAGES.stream().map(message -> someRowsOf(message, random)).toList();
        List<Client> clients = new ArrayList<>();
        for (int from = 0; from < messages.size(); ) {
            int to = Math.min(messages.size(), from + 1 + random.nextInt(3));
            List<RowName> rows = new ArrayList<>();
            messages.subList(from, to).forEach(rows::addAll);
            Collections.shuffle(rows, random);
            clients.add(new Client(rows));
            from = to;
        }
        return clients;
    }

    private static List<RowName> someRowsOf(MessageKey message, Random random) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(index -> new RowName(message, index))
                .toList();
    }

    /** Two scopes of numbers and a lot of names, all of them in the buckets of {@link SimulatedWorker#SHARE}. */
    private static List<MessageKey> messages() {
        List<MessageKey> messages = new ArrayList<>();
        scopes().limit(2).forEach(scope -> IntStream.range(0, 40)
                .forEach(number -> messages.add(MessageKey.of("/p", new MessageId(scope, Integer.toString(number))))));
        IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> MessageKey.of("/p", new MessageId("names", "name" + i)))
                .filter(DedupSimulationTest::isOurs)
                .limit(40)
                .forEach(messages::add);
        return List.copyOf(messages);
    }

    private static Stream<String> scopes() {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "scope" + i)
                .filter(scope -> isOurs(MessageKey.of("/p", new MessageId(scope, "1"))));
    }

    private static boolean isOurs(MessageKey message) {
        return SimulatedWorker.SHARE.ownersOf(List.of(message)).contains(SimulatedWorker.SHARE.index());
    }

    private static void checkAnswered(long seed, List<Client> clients, SimulatedKafka kafka) {
        for (Client client : clients) {
            if (client.isAnswered()) {
                for (RowName row : client.rows) {
                    if (!SimulatedWorker.isFiltered(row) && kafka.copies(row) == 0) {
                        throw new AssertionError("Answered 200 and not written, seed " + seed);
                    }
                }
            }
        }
    }

    private static void checkCopies(long seed, Client client, SimulatedKafka kafka, boolean isExactlyOnce) {
        for (RowName row : client.rows) {
            int copies = kafka.copies(row);
            int wanted = SimulatedWorker.isFiltered(row) ? 0 : 1;
            if (copies < wanted || (isExactlyOnce && copies > wanted)) {
                throw new AssertionError("Written " + copies + " times, seed " + seed);
            }
        }
    }

    @Test
    void exactlyOnceEveryMessageIsWrittenOnce() {
        runAll(Guarantee.EXACTLY_ONCE, ClaimOn.EVERY_ROW);
    }

    @Test
    void atLeastOnceNoMessageIsLost() {
        runAll(Guarantee.AT_LEAST_ONCE, ClaimOn.LAST_ROW);
    }

    @Test
    void exactlyOnceAClaimOnTheLastRowAloneIsLostWithThatRow() {
        assertThatThrownBy(() -> runAll(Guarantee.EXACTLY_ONCE, ClaimOn.LAST_ROW))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Written 2 times");
    }

    @Test
    void atLeastOnceAClaimOnTheFirstRowLosesMessages() {
        assertThatThrownBy(() -> runAll(Guarantee.AT_LEAST_ONCE, ClaimOn.EVERY_ROW))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Answered 200 and not written");
    }
}
