package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.util.List;

/** An ordinary function: null if an argument is null, else what its body makes of arguments of the right types. */
final class CallStep implements Step {

    private final String function;
    private final Signature signature;
    private final Body body;
    private final Operand[] arguments;
    private final int[] slots;
    private final int register;

    CallStep(String function, Signature signature, Body body, List<Operand> arguments, int register) {
        this.function = function;
        this.signature = signature;
        this.body = body;
        this.arguments = arguments.toArray(Operand[]::new);
        this.slots = arguments.stream().mapToInt(Operand::slot).toArray();
        this.register = register;
    }

    @Override
    public void run(Row row) {
        Cell result = row.cell(register);
        for (int i = 0; i < slots.length; i++) {
            Cell argument = row.cell(slots[i]);
            if (argument.isNull()) {
                result.setNull();
                return;
            }
            if (!signature.parameter(i).admits(argument)) {
                throw EvaluationException.expected(
                        signature.parameter(i), "`" + function + "`", argument, arguments[i].syntax());
            }
        }
        body.apply(row, slots, result);
    }
}
