package io.pitwall.source.http.decode;

import java.util.List;

/** A body that cannot become rows, with the reasons. */
public final class UndecodableBodyException extends Exception {

    private final transient List<Violation> violations;

    UndecodableBodyException(List<Violation> violations) {
        super("The body has " + violations.size() + " error(s), the first at record "
                + violations.get(0).index());
        this.violations = List.copyOf(violations);
    }

    /** At least one; a long list is cut. */
    public List<Violation> violations() {
        return violations;
    }
}
