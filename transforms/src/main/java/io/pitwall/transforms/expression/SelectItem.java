package io.pitwall.transforms.expression;

/**
 * One column of a {@code select}: what it holds and what it is called. The name is the alias, else the last name of a
 * column path, else the expression as written; {@code *} is a {@link Syntax.Star} named {@code *}.
 *
 * <p>An expression that {@linkplain Syntax#isWide is wide} stands for one column per input column that matches. Its name has
 * exactly one star, in the place of the input column's; without an alias it is {@code *}.
 */
public record SelectItem(Syntax expression, String name, int position) {

    /** What the column made of this input column is called; only for a wide expression. */
    public String nameFor(String inputColumn) {
        int star = name.indexOf('*');
        return name.substring(0, star) + inputColumn + name.substring(star + 1);
    }
}
