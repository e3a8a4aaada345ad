package io.pitwall.source.http.listen;

import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.acknowledge.PendingRequest;

/** Whether a request may send its body. */
sealed interface Admission {

    /** It is to be answered through the pending request from now on. */
    record Granted(PendingRequest request) implements Admission {}

    /** It is to be answered with the problem, at once. */
    record Denied(Problem problem) implements Admission {}
}
