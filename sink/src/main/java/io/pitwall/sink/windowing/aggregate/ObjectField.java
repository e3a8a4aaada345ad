package io.pitwall.sink.windowing.aggregate;

import io.pitwall.sink.windowing.aggregate.Aggregate.Fields;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The place of one object inside a slice, made with the first value: without one there is none. */
final class ObjectField<T> {

    private final Class<T> type;
    private final int field;

    ObjectField(Fields fields, Class<T> type, ReferenceKind kind) {
        this.type = type;
        field = fields.nextReference(kind);
    }

    @Nullable
    T in(Accumulators slices, int slice) {
        return type.cast(slices.reference(slice, field));
    }

    /** The object of a slice, made if there is none. */
    T in(Accumulators slices, int slice, Supplier<T> none) {
        T known = in(slices, slice);
        if (known != null) {
            return known;
        }
        T made = none.get();
        set(slices, slice, made);
        return made;
    }

    void set(Accumulators slices, int slice, T object) {
        slices.setReference(slice, field, object);
    }
}
