package io.pitwall.pack.gateway;

import io.pitwall.pack.gateway.WrittenRows.WrittenRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a topic holds, held against what the clients of a connector were told. To be made when all of them have finished and
 * nothing more is written.
 */
final class Verdict {

    private final List<Message> lost = new ArrayList<>();
    private final List<Message> torn = new ArrayList<>();
    private final Map<Message, Integer> copies = new LinkedHashMap<>();
    private final List<String> disordered = new ArrayList<>();
    private final long unknownFates;
    private int messages;

    private Verdict(long unknownFates) {
        this.unknownFates = unknownFates;
    }

    static Verdict of(Posters posters, WrittenRows rows) {
        Verdict verdict = new Verdict(posters.attempts().stream()
                .filter(attempt -> attempt.outcome().fate() == Outcome.Fate.UNKNOWN)
                .count());
        new TreeMap<>(posters.acknowledged()).forEach((session, last) -> verdict.judge(session, last, rows));
        return verdict;
    }

    private void judge(String session, long lastId, WrittenRows rows) {
        Map<WrittenRow, Integer> counts = rows.counts(session);
        List<WrittenRow> expected = new ArrayList<>();
        for (long id = 1; id <= lastId; id++) {
            judge(new Message(session, id), counts, expected);
        }
        // What is there only once has the order of first appearance in the map.
        if (!List.copyOf(counts.keySet()).equals(expected)) {
            disordered.add(session);
        }
    }

    private void judge(Message message, Map<WrittenRow, Integer> counts, List<WrittenRow> expected) {
        messages++;
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int row = 0; row < message.rows(); row++) {
            WrittenRow due = new WrittenRow(message.id(), row);
            expected.add(due);
            least = Math.min(least, counts.getOrDefault(due, 0));
            most = Math.max(most, counts.getOrDefault(due, 0));
        }
        if (least == 0) {
            lost.add(message);
        }
        if (least != most) {
            torn.add(message);
        }
        copies.put(message, most);
    }

    int messages() {
        return messages;
    }

    /** Acknowledged, but not there, or not with all rows. */
    List<Message> lost() {
        return lost;
    }

    /** There with some rows more often than with others. */
    List<Message> torn() {
        return torn;
    }

    /** There more than once. */
    List<Message> doubled() {
        return copies.entrySet().stream()
                .filter(found -> found.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The sessions whose rows are not in the order in which the client had them acknowledged, or hold others besides. */
    List<String> disordered() {
        return disordered;
    }

    @Override
    public String toString() {
        return messages + " messages, " + lost.size() + " lost, " + doubled().size() + " there twice or more, "
                + torn.size() + " torn, " + disordered.size() + " sessions out of order; " + unknownFates
                + " attempts of unknown fate";
    }
}
