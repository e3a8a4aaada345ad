package io.pitwall.source.http.decode;

import java.util.List;

/** A body that does not become rows. Nothing is held for it any more. */
public abstract sealed class RefusedBodyException extends Exception {

    private RefusedBodyException(String message) {
        super(message);
    }

    /** The client has to send something else. */
    public static final class Undecodable extends RefusedBodyException {

        private final transient List<Violation> violations;

        Undecodable(List<Violation> violations) {
            super("The body has " + violations.size() + " error(s), the first at record "
                    + violations.get(0).index());
            this.violations = List.copyOf(violations);
        }

        /** At least one; a long list is cut. */
        public List<Violation> violations() {
            return violations;
        }
    }

    /** The client has to send less at once. */
    public static final class TooLarge extends RefusedBodyException {

        TooLarge(long maxBodyBytes) {
            super("The body has more than " + maxBodyBytes + " bytes, as it arrived or decompressed");
        }
    }

    /** The client has to wait, unless {@link #neededBytes} is more than there will ever be. */
    public static final class OverBudget extends RefusedBodyException {

        private final long neededBytes;

        OverBudget(long neededBytes) {
            super("No memory is left for the body, which has come to need " + neededBytes + " bytes");
            this.neededBytes = neededBytes;
        }

        /** What the body would have held with what was refused; complete, it would hold at least so much. */
        public long neededBytes() {
            return neededBytes;
        }
    }
}
