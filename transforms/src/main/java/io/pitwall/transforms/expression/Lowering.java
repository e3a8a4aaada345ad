package io.pitwall.transforms.expression;

import io.pitwall.transforms.expression.Syntax.BinaryOperator;
import io.pitwall.transforms.row.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns syntax into the steps of one program: gives every operand a slot and checks names, argument counts and types.
 *
 * <p>A mistake does not end it: it is noted, and its place is taken by a value of any type, so that one attempt finds
 * all the mistakes that are independent of each other. What must be evaluated lazily becomes a program of its own, which
 * shares columns and problems with this one.
 */
final class Lowering implements Syntax.Visitor<Operand> {

    private final Columns columns;
    private final Scope scope;
    private final List<ExpressionException> problems;
    private final List<Step> steps = new ArrayList<>();

    Lowering(Columns columns, Scope scope, List<ExpressionException> problems) {
        this.columns = columns;
        this.scope = scope;
        this.problems = problems;
    }

    /** A program of its own for this syntax. Whatever this program has computed by then, it can read. */
    Program program(Syntax syntax) {
        Lowering own = new Lowering(columns, scope, problems);
        Operand result = own.lower(syntax);
        return new Program(own.steps, result);
    }

    private Operand lower(Syntax syntax) {
        try {
            return syntax.accept(this);
        } catch (ExpressionException problem) {
            problems.add(problem);
            return new Operand(columns.newRegister(), Type.ANY, syntax);
        }
    }

    private List<Operand> lower(List<Syntax> syntaxes) {
        return syntaxes.stream().map(this::lower).toList();
    }

    @Override
    public Operand literal(Syntax.Literal literal) {
        Object value = literal.value();
        if (value == null) {
            return new Operand(columns.newRegister(), Type.ANY, literal);
        }
        Type type = value instanceof Boolean ? Type.BOOLEAN : value instanceof String ? Type.TEXT : Type.NUMBER;
        return new Operand(columns.slotOfConstant(value), type, literal);
    }

    @Override
    public Operand column(Syntax.Column column) {
        return new Operand(scope.column(column), Type.ANY, column);
    }

    @Override
    public Operand star(Syntax.Star star) {
        throw new ExpressionException("unexpected `*`", star.position(), "only `select` and aggregates take it");
    }

    @Override
    public Operand unary(Syntax.Unary unary) {
        Operand operand = lower(unary.operand());
        int register = columns.newRegister();
        return switch (unary.operator()) {
            case NEGATE -> {
                check(operand, Type.NUMBER, "`-`");
                steps.add(new Negation(operand, register));
                yield new Operand(register, Type.NUMBER, unary);
            }
            case NOT -> {
                check(operand, Type.BOOLEAN, "`not`");
                steps.add(new Logic.Not(operand, register));
                yield new Operand(register, Type.BOOLEAN, unary);
            }
            case IS_NULL -> {
                steps.add(new Logic.IsNull(operand, register));
                yield new Operand(register, Type.BOOLEAN, unary);
            }
        };
    }

    @Override
    public Operand binary(Syntax.Binary binary) {
        Operand left = lower(binary.left());
        return switch (binary.operator()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> arithmetic(binary, left, lower(binary.right()));
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, GREATER, AT_LEAST ->
                comparison(binary.operator(), left, lower(binary.right()), binary);
            case LIKE -> like(binary, left, lower(binary.right()));
            case AND, OR -> connection(binary, left, program(binary.right()));
        };
    }

    private Operand arithmetic(Syntax.Binary binary, Operand left, Operand right) {
        String user = "`" + binary.operator().symbol() + "`";
        check(left, Type.NUMBER, user);
        check(right, Type.NUMBER, user);
        int register = columns.newRegister();
        steps.add(new Arithmetic(binary.operator(), left, right, register));
        return new Operand(register, Type.NUMBER, binary);
    }

    private Operand comparison(BinaryOperator operator, Operand left, Operand right, Syntax whole) {
        String user = "`" + operator.symbol() + "`";
        if (!Comparison.isEquality(operator)) {
            checkOrdered(left, user);
            checkOrdered(right, user);
        }
        if (!left.type().mayBe(right.type())) {
            problems.add(new ExpressionException(
                    "cannot compare " + left.type() + " with " + right.type(), whole.position()));
        }
        int register = columns.newRegister();
        steps.add(new Comparison(operator, left, right, register));
        return new Operand(register, Type.BOOLEAN, whole);
    }

    private void checkOrdered(Operand operand, String user) {
        if (operand.type() == Type.BOOLEAN) {
            problems.add(expected("a number or text", operand, user));
        }
    }

    private Operand like(Syntax.Binary binary, Operand text, Operand pattern) {
        Signature signature = Signature.of(Type.BOOLEAN, Type.TEXT, Type.TEXT);
        return apply("like", signature, TextBodies::like, List.of(text, pattern), binary);
    }

    private Operand connection(Syntax.Binary binary, Operand left, Program right) {
        boolean isAnd = binary.operator() == BinaryOperator.AND;
        String user = "`" + binary.operator().symbol() + "`";
        check(left, Type.BOOLEAN, user);
        check(right.result(), Type.BOOLEAN, user);
        int register = columns.newRegister();
        steps.add(isAnd ? new Logic.And(left, right, register) : new Logic.Or(left, right, register));
        return new Operand(register, Type.BOOLEAN, binary);
    }

    @Override
    public Operand in(Syntax.In in) {
        Operand operand = lower(in.operand());
        List<Program> comparisons =
                in.choices().stream().map(choice -> equality(operand, choice)).toList();
        int register = columns.newRegister();
        steps.add(new Choice.AnyTrue(comparisons, register));
        return new Operand(register, Type.BOOLEAN, in);
    }

    /** A program that compares what this one has computed with something else. */
    private Program equality(Operand operand, Syntax other) {
        Lowering own = new Lowering(columns, scope, problems);
        Operand equal = own.comparison(BinaryOperator.EQUAL, operand, own.lower(other), other);
        return new Program(own.steps, equal);
    }

    @Override
    public Operand between(Syntax.Between between) {
        Operand operand = lower(between.operand());
        Operand isHighEnough = comparison(BinaryOperator.AT_LEAST, operand, lower(between.low()), between);
        Lowering own = new Lowering(columns, scope, problems);
        Operand isLowEnough = own.comparison(BinaryOperator.AT_MOST, operand, own.lower(between.high()), between);
        int register = columns.newRegister();
        steps.add(new Logic.And(isHighEnough, new Program(own.steps, isLowEnough), register));
        return new Operand(register, Type.BOOLEAN, between);
    }

    @Override
    public Operand choice(Syntax.Case choice) {
        Syntax subject = choice.subject();
        Operand compared = subject == null ? null : lower(subject);
        List<Choice.Branch> branches = new ArrayList<>();
        for (Syntax.When when : choice.branches()) {
            Program condition = compared == null ? condition(when.condition()) : equality(compared, when.condition());
            branches.add(new Choice.Branch(condition, program(when.result())));
        }
        Syntax otherwise = choice.otherwise();
        return choose(branches, program(otherwise == null ? nothing(choice) : otherwise), choice);
    }

    Operand ifElse(Syntax.Call call) {
        List<Syntax> arguments = call.arguments();
        Choice.Branch branch = new Choice.Branch(condition(arguments.get(0)), program(arguments.get(1)));
        return choose(List.of(branch), program(arguments.get(2)), call);
    }

    private static Syntax nothing(Syntax.Case choice) {
        return new Syntax.Literal(choice.span(), null);
    }

    private Operand choose(List<Choice.Branch> branches, Program otherwise, Syntax whole) {
        List<Operand> results = new ArrayList<>();
        branches.forEach(branch -> results.add(branch.result().result()));
        results.add(otherwise.result());
        Type type = commonType(results);
        int register = columns.newRegister();
        steps.add(new Choice.Case(List.copyOf(branches), otherwise, register));
        return new Operand(register, type, whole);
    }

    Program condition(Syntax syntax) {
        Program condition = program(syntax);
        check(condition.result(), Type.BOOLEAN, "a condition");
        return condition;
    }

    Operand coalesce(Syntax.Call call) {
        List<Program> candidates = call.arguments().stream().map(this::program).toList();
        Type type = commonType(candidates.stream().map(Program::result).toList());
        int register = columns.newRegister();
        steps.add(new Choice.Coalesce(candidates, register));
        return new Operand(register, type, call);
    }

    Operand nullIf(Syntax.Call call) {
        Operand value = lower(call.arguments().get(0));
        Operand other = lower(call.arguments().get(1));
        Operand isEqual = comparison(BinaryOperator.EQUAL, value, other, call);
        int register = columns.newRegister();
        steps.add(new Choice.NullIf(value, isEqual, register));
        return new Operand(register, value.type(), call);
    }

    /** The type of a value that is one of these; a null literal goes with any of them. */
    private Type commonType(List<Operand> alternatives) {
        Type common = null;
        for (Operand alternative : alternatives) {
            if (alternative.isNullLiteral()) {
                continue;
            }
            if (common != null && !common.mayBe(alternative.type())) {
                problems.add(new ExpressionException(
                        "expected " + common + " like the values before it, found " + alternative.type(),
                        alternative.syntax().position()));
            }
            common = common == null || common == alternative.type() ? alternative.type() : Type.ANY;
        }
        return common == null ? Type.ANY : common;
    }

    @Override
    public Operand cast(Syntax.Cast cast) {
        Type type =
                switch (cast.target()) {
                    case DOUBLE, LONG -> Type.NUMBER;
                    case STRING -> Type.TEXT;
                    case BOOLEAN -> Type.BOOLEAN;
                };
        return castTo(cast.target(), type, lower(cast.operand()), cast);
    }

    private Operand castTo(Syntax.CastTarget target, Type type, Operand operand, Syntax whole) {
        int register = columns.newRegister();
        steps.add(new CastStep(target, operand, register));
        return new Operand(register, type, whole);
    }

    @Override
    public Operand call(Syntax.Call call) {
        if (scope.isAggregate(call.name())) {
            return new Operand(scope.aggregate(call), scope.aggregateType(call), call);
        }
        Function function = Functions.named(call.name());
        if (function == null) {
            problems.add(Functions.unknown(call, scope.aggregateNames()));
        } else if (function.takes(call.arguments().size())) {
            return function.form().lower(this, call);
        } else {
            problems.add(function.wrongCount(call));
        }
        lower(call.arguments());
        return new Operand(columns.newRegister(), Type.ANY, call);
    }

    Operand ordinary(Syntax.Call call, Signature signature, Body body) {
        return apply(call.name(), signature, body, lower(call.arguments()), call);
    }

    /** Numbers and booleans are written out as {@code cast(... as string)} would. */
    Operand concat(Syntax.Call call) {
        List<Operand> texts = lower(call.arguments()).stream()
                .map(operand -> castTo(Syntax.CastTarget.STRING, Type.TEXT, operand, operand.syntax()))
                .toList();
        return apply("concat", Signature.of(Type.TEXT, Type.TEXT), TextBodies::concat, texts, call);
    }

    private Operand apply(String function, Signature signature, Body body, List<Operand> arguments, Syntax whole) {
        for (int i = 0; i < arguments.size(); i++) {
            check(arguments.get(i), signature.parameter(i), "`" + function + "`");
        }
        int register = columns.newRegister();
        steps.add(new CallStep(function, signature, body, arguments, register));
        return new Operand(register, signature.result(), whole);
    }

    private void check(Operand operand, Type needed, String user) {
        if (!operand.type().mayBe(needed)) {
            problems.add(expected(needed.toString(), operand, user));
        }
    }

    private static ExpressionException expected(String needed, Operand operand, String user) {
        return new ExpressionException(
                "expected " + needed + " for " + user + ", found " + operand.type(),
                operand.syntax().position());
    }
}
