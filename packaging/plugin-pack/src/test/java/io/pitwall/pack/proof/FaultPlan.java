package io.pitwall.pack.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Which faults strike, in an order drawn from the seed. */
record FaultPlan(long seed, List<Fault> faults) {

    private static final List<Fault> KILLS = List.of(
            Fault.KILL_A_WORKER_AND_DELETE_ITS_STATE,
            Fault.KILL_A_WORKER_TWICE,
            Fault.KILL_BOTH_WORKERS,
            Fault.KILL_A_WORKER);

    /** One of each for so many kills. */
    private static final List<Fault> BETWEEN_KILLS =
            List.of(Fault.PAUSE_A_WORKER, Fault.STOP_A_WORKER, Fault.RESTART_THE_CONNECTORS);

    private static final int KILLS_BETWEEN = 5;

    FaultPlan {
        faults = List.copyOf(faults);
    }

    static FaultPlan of(long seed, int workerKills, int brokerKills) {
        List<Fault> faults = new ArrayList<>();
        int killed = 0;
        for (int next = 0; killed < workerKills; next++) {
            Fault kill = KILLS.get(next % KILLS.size());
            if (killed + kill.workerKills() <= workerKills) {
                faults.add(kill);
                killed += kill.workerKills();
            }
        }
        for (int round = 0; round < Math.max(1, workerKills / KILLS_BETWEEN); round++) {
            faults.addAll(BETWEEN_KILLS);
        }
        for (int broker = 0; broker < brokerKills; broker++) {
            faults.add(Fault.KILL_A_BROKER);
        }
        return new FaultPlan(seed, shuffled(faults, new SplittableRandom(seed)));
    }

    private static List<Fault> shuffled(List<Fault> faults, SplittableRandom random) {
        List<Fault> left = new ArrayList<>(faults);
        List<Fault> drawn = new ArrayList<>();
        while (!left.isEmpty()) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }
}
