package io.pitwall.transforms.expression;

/**
 * One column of a {@code select}: what it holds and what it is called. The name is the alias, else the last name of a
 * column path, else the expression as written; {@code *} is a {@link Syntax.Star} named {@code *}.
 */
public record SelectItem(Syntax expression, String name, int position) {}
