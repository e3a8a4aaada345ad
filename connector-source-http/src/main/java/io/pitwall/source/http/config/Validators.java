package io.pitwall.source.http.config;

import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Checks of one value, each with the expectation it tells the user. */
final class Validators {

    private Validators() {}

    static Validator nonBlank() {
        return text("a text that is not blank", text -> !text.isBlank());
    }

    /** Without a value only ConfigDef's own complaint, that it is missing. */
    static Validator nonBlankWhereGiven() {
        return LambdaValidator.with(
                (name, value) -> {
                    if (value != null) {
                        nonBlank().ensureValid(name, value);
                    }
                },
                () -> "a text that is not blank");
    }

    /** A text that satisfies the predicate, which may also throw an {@link IllegalArgumentException}. */
    static Validator text(String expectation, Predicate<String> isValid) {
        return LambdaValidator.with(
                (name, value) -> {
                    if (!(value instanceof String text) || !holds(isValid, text)) {
                        throw new ConfigException(name, value, "Expected " + expectation + ".");
                    }
                },
                () -> expectation);
    }

    /** A list whose items satisfy the predicate, which may also throw an {@link IllegalArgumentException}. */
    static Validator list(String expectation, Predicate<String> isValid) {
        return LambdaValidator.with(
                (name, value) -> {
                    if (!(value instanceof List<?> items)
                            || !items.stream().allMatch(item -> item instanceof String text && holds(isValid, text))) {
                        throw new ConfigException(name, value, "Expected " + expectation + ".");
                    }
                },
                () -> expectation);
    }

    private static boolean holds(Predicate<String> isValid, String text) {
        try {
            return isValid.test(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
