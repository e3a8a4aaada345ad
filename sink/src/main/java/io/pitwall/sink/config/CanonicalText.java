package io.pitwall.sink.config;

import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.row.ColumnPath;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Expressions as text that is equal for two if and only if they say the same, whatever their spaces, case and parentheses. */
final class CanonicalText implements Syntax.Visitor<String> {

    private static final CanonicalText RENDERER = new CanonicalText();

    private CanonicalText() {}

    static String of(Syntax syntax) {
        return syntax.accept(RENDERER);
    }

    static String of(ColumnPath path) {
        return path.names().stream().map(CanonicalText::name).collect(Collectors.joining("."));
    }

    private static String name(String name) {
        return quoted(name, '`');
    }

    private static String quoted(String text, char quote) {
        String mark = String.valueOf(quote);
        return mark + text.replace(mark, mark + mark) + mark;
    }

    private static String list(List<Syntax> items) {
        return items.stream().map(CanonicalText::of).collect(Collectors.joining(", "));
    }

    private static String optional(String before, @Nullable Syntax syntax) {
        return syntax == null ? "" : before + of(syntax);
    }

    @Override
    public String literal(Syntax.Literal literal) {
        return literal.value() instanceof String text ? quoted(text, '\'') : String.valueOf(literal.value());
    }

    @Override
    public String column(Syntax.Column column) {
        return of(column.path());
    }

    @Override
    public String star(Syntax.Star star) {
        return "*";
    }

    @Override
    public String pattern(Syntax.Pattern pattern) {
        return name(pattern.prefix()) + "*" + name(pattern.suffix());
    }

    @Override
    public String call(Syntax.Call call) {
        String filter = call.filter() == null ? "" : " filter (where " + of(call.filter()) + ")";
        return call.name() + "(" + list(call.arguments()) + ")" + filter;
    }

    @Override
    public String unary(Syntax.Unary unary) {
        String operand = of(unary.operand());
        return switch (unary.operator()) {
            case NEGATE -> "(-" + operand + ")";
            case NOT -> "(not " + operand + ")";
            case IS_NULL -> "(" + operand + " is null)";
        };
    }

    @Override
    public String binary(Syntax.Binary binary) {
        return "(" + of(binary.left()) + " " + binary.operator().symbol() + " " + of(binary.right()) + ")";
    }

    @Override
    public String in(Syntax.In in) {
        return "(" + of(in.operand()) + " in (" + list(in.choices()) + "))";
    }

    @Override
    public String between(Syntax.Between between) {
        return "(" + of(between.operand()) + " between " + of(between.low()) + " and " + of(between.high()) + ")";
    }

    @Override
    public String choice(Syntax.Case choice) {
        String branches = choice.branches().stream()
                .map(branch -> " when " + of(branch.condition()) + " then " + of(branch.result()))
                .collect(Collectors.joining());
        return "case" + optional(" ", choice.subject()) + branches + optional(" else ", choice.otherwise()) + " end";
    }

    @Override
    public String cast(Syntax.Cast cast) {
        return "cast(" + of(cast.operand()) + " as " + cast.target().name().toLowerCase(Locale.ROOT) + ")";
    }
}
