package io.pitwall.transforms.expression;

/** A row of the function table: what a call looks like, and how it is compiled. */
record Function(String name, int minArguments, int maxArguments, Form form) {

    /** Turns a call with a permitted number of arguments into steps. */
    @FunctionalInterface
    interface Form {
        Operand lower(Lowering lowering, Syntax.Call call);
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
