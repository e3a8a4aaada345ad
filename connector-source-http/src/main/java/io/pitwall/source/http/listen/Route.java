package io.pitwall.source.http.listen;

import io.pitwall.source.http.handover.Intake;

/** One task's claim on a path of a listener. */
public record Route(String path, String connector, ResponseTemplate response, Intake intake) {

    /** Whether the listener keeps the path for itself. */
    public static boolean isReserved(String path) {
        return path.equals(Router.LIVE_PATH) || path.equals(Router.READY_PATH);
    }
}
