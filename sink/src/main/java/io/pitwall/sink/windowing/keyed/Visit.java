package io.pitwall.sink.windowing.keyed;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A visit of keys in the heap, stretch by stretch, until that is enough; but of one key at least, so that it always gets on. */
final class Visit {

    private final Consumer<KeyState> visitor;
    private final BooleanSupplier isEnough;
    private boolean hasVisited;
    /** Keys of a lesser order are for another stretch. */
    private long leastOrder;

    private boolean isPastLeast;

    Visit(Consumer<KeyState> visitor, BooleanSupplier isEnough) {
        this.visitor = visitor;
        this.isEnough = isEnough;
    }

    /**
     * Visits the keys whose order is below a bound, and not below another.
     *
     * @return the bound to go on with
     */
    long go(KeyTable keys, long bound, long least) {
        leastOrder = least;
        isPastLeast = false;
        long reached = keys.forEachBelow(bound, this::visit, this::isOver);
        return isPastLeast ? least : Math.max(least, reached);
    }

    private void visit(KeyState state) {
        if (state.order() >= leastOrder) {
            hasVisited = true;
            visitor.accept(state);
        } else {
            isPastLeast = true;
        }
    }

    private boolean isOver() {
        return isPastLeast || isEnough();
    }

    boolean isEnough() {
        return hasVisited && isEnough.getAsBoolean();
    }
}
