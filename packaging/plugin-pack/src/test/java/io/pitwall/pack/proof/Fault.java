package io.pitwall.pack.proof;

import io.pitwall.local.BrokerProcess;
import io.pitwall.local.WorkerProcess;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Something that goes wrong while rows arrive, and how it is put right again. */
enum Fault {
    KILL_A_WORKER(1, 0) {
        @Override
        void strike(Season season, SplittableRandom random) {
            WorkerProcess worker = season.stage().anyWorker(random);
            season.kill(List.of(worker));
            worker.start();
        }
    },
    KILL_A_WORKER_AND_DELETE_ITS_STATE(1, 0) {
        @Override
        void strike(Season season, SplittableRandom random) {
            WorkerProcess worker = season.stage().anyWorker(random);
            season.kill(List.of(worker));
            season.stage().deleteState(worker);
            worker.start();
        }
    },
    /** The second time about when it takes its partitions back and restores them. */
    KILL_A_WORKER_TWICE(2, 0) {
        @Override
        void strike(Season season, SplittableRandom random) {
            WorkerProcess worker = season.stage().anyWorker(random);
            season.kill(List.of(worker));
            worker.start().awaitReady();
            season.letPass(random, Duration.ofSeconds(4));
            season.kill(List.of(worker));
            worker.start();
        }
    },
    KILL_BOTH_WORKERS(2, 0) {
        @Override
        void strike(Season season, SplittableRandom random) {
            season.kill(season.stage().workers());
            season.stage().workers().forEach(WorkerProcess::start);
        }
    },
    STOP_A_WORKER(0, 0) {
        @Override
        void strike(Season season, SplittableRandom random) {
            WorkerProcess worker = season.stage().anyWorker(random);
            worker.stop();
            season.letPass(random, Duration.ofSeconds(4));
            worker.start();
        }
    },
    /** Until the other worker has taken its partitions over; then it wakes and believes that they are still its own. */
    PAUSE_A_WORKER(0, 0) {
        @Override
        void strike(Season season, SplittableRandom random) {
            WorkerProcess worker = season.stage().anyWorker(random);
            season.stage().pause(worker);
            try {
                season.awaitCommitsOfEveryShard();
            } finally {
                season.stage().resume(worker);
            }
        }
    },
    RESTART_THE_CONNECTORS(0, 0) {
        @Override
        void strike(Season season, SplittableRandom random) {
            season.restartConnectors();
        }
    },
    KILL_A_BROKER(0, 1) {
        @Override
        void strike(Season season, SplittableRandom random) {
            BrokerProcess broker = season.stage().anyBroker(random);
            broker.kill();
            season.letPass(random, Duration.ofSeconds(4));
            broker.start().awaitReady();
        }
    };

    private final int workerKills;
    private final int brokerKills;

    Fault(int workerKills, int brokerKills) {
        this.workerKills = workerKills;
        this.brokerKills = brokerKills;
    }

    int workerKills() {
        return workerKills;
    }

    int brokerKills() {
        return brokerKills;
    }

    /** Done when every process has been started again; {@link Season} waits until all of them work. */
    abstract void strike(Season season, SplittableRandom random);
}
