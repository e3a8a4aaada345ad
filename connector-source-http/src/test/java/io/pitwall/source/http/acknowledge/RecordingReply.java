package io.pitwall.source.http.acknowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the answers it is given: a test can tell one from none and from two. */
final class RecordingReply implements Consumer<Answer> {

    private final List<Answer> answers = new ArrayList<>();

    @Override
    public void accept(Answer answer) {
        answers.add(answer);
    }

    List<Answer> answers() {
        return answers;
    }

    List<Integer> statuses() {
        return answers.stream().map(RecordingReply::status).toList();
    }

    private static int status(Answer answer) {
        return answer instanceof Answer.Problem problem ? problem.kind().status() : 200;
    }
}
