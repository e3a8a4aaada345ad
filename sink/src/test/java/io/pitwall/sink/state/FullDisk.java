package io.pitwall.sink.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.Uuid;

/**
 * A process whose state directory lies on a small disk of its own, given as its argument. It commits until the disk is full,
 * makes room, and compares what it then finds with what it has committed; it says on standard output what it has seen.
 */
final class FullDisk {

    private static final ShardId SHARD = new ShardId("crash", "rows", 0);
    private static final Uuid INPUT = new Uuid(1, 1);
    private static final int VALUE_BYTES = 10_000;
    private static final int MAX_COMMITS = 8_000;
    private static final long LEFT_FREE_BYTES = 4 << 20;

    private final InMemoryBroker broker = new InMemoryBroker();
    private final Random random = new Random(7);
    private final Path disk;
    private long sequence;

    private FullDisk(Path disk) {
        this.disk = disk;
    }

    public static void main(String[] args) throws IOException {
        new FullDisk(Path.of(args[0])).run();
    }

    private void run() throws IOException {
        Path ballast = Files.write(disk.resolve("ballast"), new byte[40 << 20]);
        commitUntilFull();
        Path more = takeWhatWasGivenBack();
        say("reopening", () -> open().close());
        Files.delete(ballast);
        Files.delete(more);
        try (ShardState state = open()) {
            say("after room was made", () -> commit(state));
            int[] rows = {0};
            state.forEachRow((key, value) -> rows[0]++);
            System.out.println("rows " + rows[0] + " of " + sequence);
            System.out.println("sequence "
                    + state.marker().map(Marker::sequence).orElse(-1L).equals(sequence));
        }
        System.out.println("damaged " + StateDirectory.damagedCount());
    }

    private void commitUntilFull() {
        try (ShardState state = open()) {
            for (int commit = 0; commit < MAX_COMMITS; commit++) {
                CommitOutcome outcome = commit(state);
                if (outcome instanceof CommitOutcome.Uncached uncached) {
                    System.out.println("full: " + uncached.cause().getMessage());
                    return;
                }
            }
        }
        System.out.println("never full");
    }

    /** RocksDB deletes files that it could not finish, which may make enough room to go on at once. */
    private Path takeWhatWasGivenBack() throws IOException {
        long free = Files.getFileStore(disk).getUsableSpace();
        return Files.write(disk.resolve("more"), new byte[(int) Math.max(0, free - LEFT_FREE_BYTES)]);
    }

    private interface Attempt {
        void run();
    }

    private static void say(String what, Attempt attempt) {
        try {
            attempt.run();
            System.out.println(what + ": done");
        } catch (LocalStateException e) {
            System.out.println(what + ": " + e.getMessage());
        }
    }

    private ShardState open() {
        LocalState local = new LocalState(disk.resolve("state"), 32 << 20);
        return ShardState.open(SHARD, INPUT, broker.newChangelog(), local, System::currentTimeMillis, () -> false);
    }

    /** Another row each time, so that the state grows. */
    private CommitOutcome commit(ShardState state) {
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(value);
        List<StateChange> changes = new ArrayList<>();
        changes.add(new StateChange(("\u0001" + ++sequence).getBytes(UTF_8), value));
        return state.commit(
                new Commit(List.of(), changes, new Marker(sequence, sequence, 0, 0, Counters.ZERO, INPUT, 0)));
    }
}
