package io.pitwall.transforms.expression;

import static io.pitwall.transforms.expression.Type.NUMBER;
import static io.pitwall.transforms.expression.Type.TEXT;

import io.pitwall.transforms.expression.Function.Body;
import io.pitwall.transforms.expression.Function.Signature;
import io.pitwall.transforms.row.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Every function of the language, by its name in lower case. */
final class Functions {

    private static final int ANY_NUMBER = Integer.MAX_VALUE;

    private static final Map<String, Function> BY_NAME = byName(
            ordinary("abs", 1, 1, Signature.of(NUMBER, NUMBER), NumberBodies::abs),
            ordinary("sign", 1, 1, Signature.of(NUMBER, NUMBER), NumberBodies::sign),
            ordinary("floor", 1, 1, Signature.of(NUMBER, NUMBER), NumberBodies.toWhole(Math::floor)),
            ordinary("ceil", 1, 1, Signature.of(NUMBER, NUMBER), NumberBodies.toWhole(Math::ceil)),
            ordinary("round", 1, 2, Signature.of(NUMBER, NUMBER, NUMBER), NumberBodies::round),
            ordinary("least", 1, ANY_NUMBER, Signature.of(NUMBER, NUMBER), NumberBodies::least),
            ordinary("greatest", 1, ANY_NUMBER, Signature.of(NUMBER, NUMBER), NumberBodies::greatest),
            ofDouble("sqrt", Math::sqrt),
            ofDouble("exp", Math::exp),
            ofDouble("ln", Math::log),
            ofDouble("log10", Math::log10),
            ofDouble("sin", Math::sin),
            ofDouble("cos", Math::cos),
            ordinary("pow", 2, 2, Signature.of(NUMBER, NUMBER, NUMBER), NumberBodies.ofDoubles(Math::pow)),
            ordinary("atan2", 2, 2, Signature.of(NUMBER, NUMBER, NUMBER), NumberBodies.ofDoubles(Math::atan2)),
            ordinary("lower", 1, 1, Signature.of(TEXT, TEXT), TextBodies::lower),
            ordinary("upper", 1, 1, Signature.of(TEXT, TEXT), TextBodies::upper),
            ordinary("trim", 1, 1, Signature.of(TEXT, TEXT), TextBodies::trim),
            ordinary("length", 1, 1, Signature.of(NUMBER, TEXT), TextBodies::length),
            ordinary("substring", 2, 3, Signature.of(TEXT, TEXT, NUMBER, NUMBER), TextBodies::substring),
            ordinary("replace", 3, 3, Signature.of(TEXT, TEXT, TEXT, TEXT), TextBodies::replace),
            new Function("concat", 1, ANY_NUMBER, Lowering::concat),
            new Function("coalesce", 1, ANY_NUMBER, Lowering::coalesce),
            new Function("nullif", 2, 2, Lowering::nullIf),
            new Function("if", 3, 3, Lowering::ifElse));

    private Functions() {}

    static @Nullable Function named(String name) {
        return BY_NAME.get(name);
    }

    /** In alphabetical order. */
    static Collection<Function> all() {
        return BY_NAME.values();
    }

    /** The problem that no function has this name, with the nearest name of a function or aggregate. */
    static ExpressionException unknown(Syntax.Call call, Collection<String> aggregates) {
        List<String> candidates = new ArrayList<>(BY_NAME.keySet());
        candidates.addAll(aggregates);
        candidates.add("cast");
        Collections.sort(candidates);
        String problem = "unknown function `" + call.name() + "`";
        return Spelling.nearest(call.name(), candidates)
                .map(nearest -> new ExpressionException(problem, call.position(), "did you mean `" + nearest + "`?"))
                .orElseGet(() -> new ExpressionException(problem, call.position()));
    }

    private static Function ofDouble(String name, DoubleUnaryOperator operator) {
        return ordinary(name, 1, 1, Signature.of(NUMBER, NUMBER), (row, slots, result) -> {
            Cell x = row.cell(slots[0]);
            result.setDouble(operator.applyAsDouble(x.asDouble()));
        });
    }

    private static Function ordinary(String name, int minArguments, int maxArguments, Signature signature, Body body) {
        return new Function(
                name, minArguments, maxArguments, (lowering, call) -> lowering.ordinary(call, signature, body));
    }

    private static Map<String, Function> byName(Function... functions) {
        Map<String, Function> byName = new TreeMap<>();
        for (Function function : functions) {
            byName.put(function.name(), function);
        }
        return Collections.unmodifiableMap(byName);
    }
}
