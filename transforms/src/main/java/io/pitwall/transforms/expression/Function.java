package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.util.List;

/** A row of the function table: what a call looks like, and how it is compiled. */
record Function(String name, int minArguments, int maxArguments, Form form) {

    /** Turns a call with a permitted number of arguments into steps. */
    @FunctionalInterface
    interface Form {
        Operand lower(Lowering lowering, Syntax.Call call);
    }

    /** What an ordinary function does with arguments that are not null and have the types of its signature. */
    @FunctionalInterface
    interface Body {
        void apply(Row row, int[] argumentSlots, Cell result);
    }

    /** The types of an ordinary function's parameters, of which the last one may be repeated, and of its result. */
    record Signature(List<Type> parameters, Type result) {

        static Signature of(Type result, Type... parameters) {
            return new Signature(List.of(parameters), result);
        }

        /** The type of the argument at a 0-based index. */
        Type parameter(int index) {
            return parameters.get(Math.min(index, parameters.size() - 1));
        }
    }

    /** The problem with this number of arguments: {@code `round` takes 1 to 2 arguments, found 3}. */
    ExpressionException wrongCount(Syntax.Call call) {
        String count;
        if (minArguments == maxArguments) {
            count = minArguments == 1 ? "1 argument" : minArguments + " arguments";
        } else if (maxArguments == Integer.MAX_VALUE) {
            count = "at least " + minArguments + (minArguments == 1 ? " argument" : " arguments");
        } else {
            count = minArguments + " to " + maxArguments + " arguments";
        }
        return new ExpressionException(
                "`" + name + "` takes " + count + ", found " + call.arguments().size(), call.position());
    }

    boolean takes(int arguments) {
        return arguments >= minArguments && arguments <= maxArguments;
    }
}
