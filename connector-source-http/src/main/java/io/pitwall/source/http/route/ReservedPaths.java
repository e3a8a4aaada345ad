package io.pitwall.source.http.route;

import java.util.Set;

/** The paths that a listener keeps for itself. */
public final class ReservedPaths {

    public static final String LIVE = "/health/live";
    public static final String READY = "/health/ready";

    public static final String PHONE_PAGE = "/phone";

    private static final Set<String> ALL = Set.of(LIVE, READY, PHONE_PAGE);

    private ReservedPaths() {}

    public static boolean contains(String path) {
        return ALL.contains(path);
    }
}
