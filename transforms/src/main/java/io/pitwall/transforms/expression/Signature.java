package io.pitwall.transforms.expression;

import java.util.List;

/** The types of a function's parameters, of which the last one may be repeated, and of its result. */
record Signature(List<Type> parameters, Type result) {

    static Signature of(Type result, Type... parameters) {
        return new Signature(List.of(parameters), result);
    }

    /** The type of the argument at a 0-based index. */
    Type parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }
}
