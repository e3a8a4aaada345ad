package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonPointer;
import io.pitwall.source.http.decode.Row.OwnTexts;
import java.util.Optional;

/** Complains of records whose key cannot be a text, or whose message cannot be told from others. */
final class IdentityCheck {

    private final Optional<String> keyField;
    private final Optional<String> scopeField;
    private final Optional<String> idField;
    private final Violations violations;

    IdentityCheck(RecordSettings settings, Violations violations) {
        this.keyField = settings.keyField();
        this.scopeField = settings.messageId().map(MessageIdFields::scopeField).filter(name -> !name.isEmpty());
        this.idField = settings.messageId().map(MessageIdFields::idField);
        this.violations = violations;
    }

    /** Complains of what the record itself has and should not. */
    void checkOwn(WantedTexts own) {
        complainOfKey(own.key());
        if (own.scope().isUnusable()) {
            complainOfScope(own.scope());
        }
        if (own.id().isUnusable()) {
            complainOfId(own.id());
        }
    }

    /** Complains of what the record needs from around it, which is not there or no text. */
    void checkInherited(OwnTexts own, WantedTexts around) {
        if (!own.hasKey()) {
            complainOfKey(around.key());
        }
        if (own.scope() == null && around.scope().text() == null) {
            complainOfScope(around.scope());
        }
        if (own.id() == null && around.id().text() == null) {
            complainOfId(around.id());
        }
    }

    private void complainOfKey(FieldText key) {
        if (key.isObjectOrArray()) {
            keyField.ifPresent(
                    field -> violations.add(
                            pointerTo(field),
                            "Expected a string, a number or a boolean in the record's key field; found an object or an array."));
        }
    }

    private void complainOfScope(FieldText scope) {
        scopeField.ifPresent(field -> violations.add(
                pointerTo(field),
                "Expected a text, a number or a boolean as the message's scope (`" + field
                        + "`, dedup.scope.field); found " + scope.found() + "."));
    }

    private void complainOfId(FieldText id) {
        idField.ifPresent(field -> violations.add(
                pointerTo(field),
                "Expected an integer or a text as the message's id (`" + field + "`, dedup.id.field); found "
                        + id.found() + "."));
    }

    private static JsonPointer pointerTo(String field) {
        return JsonPointer.empty().appendProperty(field);
    }
}
