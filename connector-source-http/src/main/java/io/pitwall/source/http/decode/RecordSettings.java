package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;
import java.util.Set;

/**
 * What a connector's settings say about bodies.
 *
 * @param recordsPointer leads to the array of records; empty: the body is a record or an array of records
 * @param envelopeFields fields beside that array, copied into every record
 * @param keyField whose value, as a text, becomes the key of the record
 * @param messageId empty: messages are not told apart
 * @param maxBodyBytes greatest body, as it arrives and decompressed
 */
public record RecordSettings(
        JsonPointer recordsPointer,
        Set<String> envelopeFields,
        Optional<String> keyField,
        Optional<MessageIdFields> messageId,
        ValueFormat valueFormat,
        long maxBodyBytes) {

    public RecordSettings {
        envelopeFields = Set.copyOf(envelopeFields);
    }
}
