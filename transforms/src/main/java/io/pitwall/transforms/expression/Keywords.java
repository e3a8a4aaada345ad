package io.pitwall.transforms.expression;

import java.util.Set;

/** The words that cannot name a column unless they are quoted. */
final class Keywords {

    static final Set<String> RESERVED = Set.of(
            "and", "or", "not", "is", "null", "true", "false", "in", "between", "like", "case", "when", "then", "else",
            "end", "as");

    private Keywords() {}
}
