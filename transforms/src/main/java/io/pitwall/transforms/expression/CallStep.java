package io.pitwall.transforms.expression;

import io.pitwall.transforms.expression.Function.Body;
import io.pitwall.transforms.expression.Function.Signature;
import io.pitwall.transforms.row.Row;
import java.util.List;

/** An ordinary function: null if an argument is null, else what its body makes of arguments of the right types. */
final class CallStep implements Step {

    private final String user;
    private final Signature signature;
    private final Body body;
    private final Operand[] arguments;
    private final int[] slots;
    private final int register;

    CallStep(String function, Signature signature, Body body, List<Operand> arguments, int register) {
        this.user = "`" + function + "`";
        this.signature = signature;
        this.body = body;
        this.arguments = arguments.toArray(Operand[]::new);
        this.slots = arguments.stream().mapToInt(Operand::slot).toArray();
        this.register = register;
    }

    @Override
    public void run(Row row) {
        for (int slot : slots) {
            if (row.cell(slot).isNull()) {
                row.cell(register).setNull();
                return;
            }
        }
        for (int i = 0; i < slots.length; i++) {
            arguments[i].require(signature.parameter(i), row.cell(slots[i]), user);
        }
        body.apply(row, slots, row.cell(register));
    }
}
