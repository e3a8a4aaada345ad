package io.pitwall.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

final class EveryBenchmarkRunsTest {

    @Test
    void everyBenchmarkRunsForAnInstantAndGivesAScore() throws RunnerException {
        Options instant = new OptionsBuilder()
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(10))
                .param("keys", "10")
                .param("panes", "8", "600")
                .addProfiler(ProcessCpuTime.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();

        Collection<RunResult> results = new Runner(instant).run();

        Set<String> ran = new TreeSet<>();
        results.forEach(result -> {
            assertThat(result.getPrimaryResult().getScore())
                    .as(result.getParams().getBenchmark())
                    .isPositive();
            assertThat(result.getSecondaryResults())
                    .as(result.getParams().getBenchmark())
                    .containsKey("cpu");
            ran.add(result.getParams().getBenchmark());
        });
        assertThat(ran).isNotEmpty().isEqualTo(benchmarks());
    }

    private static Set<String> benchmarks() {
        Set<String> names = new TreeSet<>();
        BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
                .forEach(entry -> names.add(entry.getUsername()));
        return names;
    }
}
