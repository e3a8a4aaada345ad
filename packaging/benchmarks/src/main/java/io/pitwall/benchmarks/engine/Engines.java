package io.pitwall.benchmarks.engine;

import io.pitwall.sink.windowing.EngineSettings;
import io.pitwall.sink.windowing.WindowEngine;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.QueryCompiler;
import io.pitwall.sink.windowing.query.QueryText;
import io.pitwall.sink.windowing.query.WindowQuery;

/** Engines as the connector makes them with its defaults, except that keys live for ever. */
public final class Engines {

    private Engines() {}

    /** @param alertWhen empty for none */
    public static WindowQuery query(String select, String alertWhen) {
        QueryText text = new QueryText("", select, "", alertWhen);
        return QueryCompiler.compile(text, (clause, problem) -> {
                    throw new IllegalStateException(clause.key() + ": " + problem);
                })
                .orElseThrow();
    }

    /** An engine that judges alerts, if the query has one, after every row. */
    public static WindowEngine engine(Windows windows, WindowQuery query) {
        EngineSettings settings = new EngineSettings(
                EngineSettings.Clock.PARTITION,
                EngineSettings.NEVER,
                0,
                false,
                true,
                60_000,
                EngineSettings.OnError.REJECT);
        return new WindowEngine(windows, query, settings);
    }
}
