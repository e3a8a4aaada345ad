package io.pitwall.source.http.deduplicate;

import java.util.Optional;

/**
 * What is remembered under one fingerprint.
 *
 * @param numbers of the scope; empty where the fingerprint is that of one message
 * @param lastUseMs when it was last added to
 */
record Entry(Fingerprint fingerprint, Optional<NumberWindow> numbers, long lastUseMs) {

    static Entry of(MessageKey key, long nowMs) {
        Optional<NumberWindow> first = key.number().isPresent()
                ? Optional.of(NumberWindow.of(key.number().getAsLong()))
                : Optional.empty();
        return new Entry(key.fingerprint(), first, nowMs);
    }

    Sight sightOf(MessageKey key) {
        return numbers.map(window -> window.sightOf(key.number().orElseThrow())).orElse(Sight.SEEN);
    }

    Entry with(MessageKey key, long nowMs) {
        return new Entry(
                fingerprint, numbers.map(window -> window.with(key.number().orElseThrow())), nowMs);
    }
}
