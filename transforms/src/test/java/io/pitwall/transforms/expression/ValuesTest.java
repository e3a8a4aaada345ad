package io.pitwall.transforms.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every operator and function gives, over {@link Expressions#SAMPLE}: an integer is 3, a double 3.0. */
class ValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            1;                           1
            -1;                          -1
            1.50;                        1.5
            .5;                          0.5
            2.;                          2.0
            1e3;                         1000.0
            2.5E-1;                      0.25
            9223372036854775807;         9223372036854775807
            -9223372036854775808;        -9223372036854775808
            9223372036854775808;         9.223372036854776E18
            'it''s';                     'it's'
            '';                          ''
            TRUE;                        true
            False;                       false
            NULL;                        null
            """)
    void literals(String expression, String value) {
        check(expression, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            i;                           7
            missing;                     null
            a.b;                         5
            `a.b`;                       8
            a . b;                       5
            a.end;                       6
            a.missing;                   null
            missing.b;                   null
            `accelerometer-x`;           0.5
            `tick``ed`;                  9
            list;                        [1]
            """)
    void columns(String expression, String value) {
        check(expression, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            1 + 2;                       3
            1 + 2.0;                     3.0
            i - 10;                      -3
            i * i;                       49
            x * 2;                       5.0
            1 / 2;                       0.5
            4 / 2;                       2.0
            1 / 0;                       Infinity
            -1 / 0;                      -Infinity
            0 / 0;                       NaN
            7 % 3;                       1
            -7 % 3;                      -1
            7 % -3;                      1
            7.5 % 2;                     1.5
            7 % 0;                       NaN
            -9223372036854775808 % -1;   0
            -i;                          -7
            - -i;                        7
            -x;                          -2.5
            1 + null;                    null
            null * x;                    null
            missing / 0;                 null
            -missing;                    null
            nan + 1;                     NaN
            inf - inf;                   NaN
            1712762784289548800 - 1712762784289548799;  1
            1712762784289548800 % 1000000000;           289548800
            9223372036854775806 + 1;     9223372036854775807
            9223372036854775807 + 1;     9.223372036854776E18
            -9223372036854775807 - 1;    -9223372036854775808
            -9223372036854775808 - 1;    -9.223372036854776E18
            -(-9223372036854775808);     9.223372036854776E18
            3037000500 * 3037000500;     9.22337203700025E18
            3037000499 * 3037000499;     9223372030926249001
            -9223372036854775808 * -1;   9.223372036854776E18
            """)
    void arithmetic(String expression, String value) {
        check(expression, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            1 = 1.0;                     true
            1 != 2;                      true
            1 <> 1;                      false
            i < 7;                       false
            i <= 7;                      true
            i > 6.9;                     true
            i >= 7.1;                    false
            6.9 < i;                     true
            7.1 <= i;                    false
            'a' < 'b';                   true
            'a' = 'A';                   false
            s = 'text';                  true
            s >= 'text';                 true
            yes = true;                  true
            yes != no;                   true
            i = null;                    null
            null = null;                 null
            null != null;                null
            missing < 1;                 null
            nan = nan;                   false
            nan != nan;                  true
            nan > 200;                   false
            nan <= 200;                  false
            i < nan;                     false
            nan < i;                     false
            inf > 9223372036854775807;   true
            -inf < -9223372036854775808; true
            1712762784289548799 = 1712762784289548800.0;   false
            1712762784289548799 < 1712762784289548800.0;   true
            1712762784289548800.0 > 1712762784289548799;   true
            9223372036854775807 < 9223372036854775808.0;   true
            9223372036854775807 = 9223372036854775808.0;   false
            -9223372036854775808 = -9223372036854775808.0; true
            """)
    void comparisons(String expression, String value) {
        check(expression, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            true and true;     true
            true and false;    false
            true and null;     null
            false and true;    false
            false and false;   false
            false and null;    false
            null and true;     null
            null and false;    false
            null and null;     null
            true or true;      true
            true or false;     true
            true or null;      true
            false or true;     true
            false or false;    false
            false or null;     null
            null or true;      true
            null or false;     null
            null or null;      null
            not true;          false
            not false;         true
            not null;          null
            not not yes;       true
            """)
    void threeValuedLogic(String expression, String value) {
        check(expression, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            missing is null;             true
            missing is not null;         false
            i is null;                   false
            nan is null;                 false
            list is not null;            true
            i in (1, 7);                 true
            i in (7.0);                  true
            i in (1, 2);                 false
            i not in (1, 2);             true
            i not in (1, 7);             false
            i in (1, null);              null
            i in (7, null);              true
            i not in (1, null);          null
            missing in (1);              null
            s in ('some', 'text');       true
            nan in (nan);                false
            i between 7 and 8;           true
            i between 6 and 7;           true
            i between 8 and 9;           false
            i between 5 and 6;           false
            i not between 8 and 9;       true
            i between null and 6;        false
            i between null and 8;        null
            i between 8 and null;        false
            missing between 1 and 2;     null
            s between 'a' and 'z';       true
            nan between 0 and 1;         false
            """)
    void tests(String expression, String value) {
        check(expression, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            s like 'text';               true
            s like 'TEXT';               false
            s like 't%';                 true
            s like '%t';                 true
            s like '%ex%';               true
            s like 't__t';               true
            s like 't_t';                false
            s like '';                   false
            '' like '%';                 true
            '' like '';                  true
            'abcbcd' like 'a%bcd';       true
            'abcbc' like 'a%bcd';        false
            '😀x' like '_x';             true
            '😀😁' like '%😁';           true
            s not like 'a%';             true
            missing like 'a';            null
            s like null;                 null
            """)
    void like(String expression, String value) {
        check(expression, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            case when i > 5 then 'high' when i > 3 then 'middle' else 'low' end; 'high'
            case when i > 9 then 'high' when i > 3 then 'middle' else 'low' end; 'middle'
            case when i > 9 then 'high' else 'low' end;                          'low'
            case when i > 9 then 'high' end;                                     null
            case when missing then 1 else 2 end;                                 2
            case i when 6 then 'six' when 7.0 then 'seven' end;                  'seven'
            case missing when null then 1 else 2 end;                            2
            case s when 'text' then list end;                                    [1]
            if(i = 7, 'seven', 'other');                                         'seven'
            if(missing = 7, 'seven', 'other');                                   'other'
            if(no, 1, null);                                                     null
            coalesce(missing, i);                                                7
            coalesce(i, missing);                                                7
            coalesce(null, missing);                                             null
            coalesce(missing, list);                                             [1]
            nullif(i, 7);                                                        null
            nullif(i, 7.0);                                                      null
            nullif(i, 8);                                                        7
            nullif(missing, 8);                                                  null
            nullif(i, missing);                                                  7
            """)
    void choices(String expression, String value) {
        check(expression, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            cast(i as double);           7.0
            cast(' 1.5e1 ' as double);   15.0
            cast('NaN' as double);       NaN
            cast('-Infinity' as double); -Infinity
            cast(yes as double);         1.0
            cast(i as long);             7
            cast(x as long);             2
            cast(-x as long);            -2
            cast(' 12 ' as long);        12
            cast('1712762784289548799' as long); 1712762784289548799
            cast(no as long);            0
            cast(-9223372036854775808.0 as long); -9223372036854775808
            cast(i as string);           '7'
            cast(x as string);           '2.5'
            cast(yes as string);         'true'
            cast(s as string);           'text'
            cast('TRUE' as boolean);     true
            cast(' false ' as boolean);  false
            cast(i as boolean);          true
            cast(0.0 as boolean);        false
            cast(yes as boolean);        true
            CAST(missing AS LONG);       null
            cast(null as string);        null
            """)
    void casts(String expression, String value) {
        check(expression, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            abs(-7);                     7
            abs(-2.5);                   2.5
            abs(-9223372036854775808);   9.223372036854776E18
            ABS(missing);                null
            sign(-7);                    -1
            sign(0);                     0
            sign(2.5);                   1.0
            floor(2.5);                  2.0
            floor(-2.5);                 -3.0
            floor(1712762784289548799);  1712762784289548799
            ceil(2.5);                   3.0
            ceil(7);                     7
            round(2.5);                  3.0
            round(-2.5);                 -3.0
            round(2.4999999999999996);   2.0
            round(0.49999999999999994);  0.0
            round(4503599627370497.0);   4.503599627370497E15
            round(7);                    7
            round(1.005, 2);             1.01
            round(-1.005, 2);            -1.01
            round(2.5, 0);               3.0
            round(1234.5, -2);           1200.0
            round(1250, -2);             1300
            round(9223372036854775807, -1); 9.223372036854776E18
            round(9223372036854775807, -30); 0
            round(x, 30);                2.5
            round(x, 1e300);             2.5
            round(1e300, -1e300);        0.0
            round(nan, 2);               NaN
            round(inf, 2);               Infinity
            round(inf);                  Infinity
            round(x, missing);           null
            sqrt(49);                    7.0
            sqrt(-1);                    NaN
            sqrt(missing);               null
            pow(2, 10);                  1024.0
            pow(4, 0.5);                 2.0
            exp(0);                      1.0
            ln(1);                       0.0
            ln(0);                       -Infinity
            log10(1000);                 3.0
            sin(0);                      0.0
            cos(0);                      1.0
            atan2(0, 1);                 0.0
            atan2(1, 0) * 2 = atan2(0, -1); true
            least(3, 1.5, 2);            1.5
            least(3, 1, 2);              1
            greatest(3, 1.5);            3
            greatest(1712762784289548799, 1712762784289548800.0) = 1712762784289548800; true
            greatest(1, nan);            NaN
            greatest(nan, 1);            NaN
            least(1, missing);           null
            """)
    void numericFunctions(String expression, String value) {
        check(expression, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            lower('ÄbC');                'äbc'
            upper('äbC');                'ÄBC'
            trim('  a b ');              'a b'
            length('text');              4
            length('😀');                1
            length(missing);             null
            concat('a', 'b', 'c');       'abc'
            concat('phone-', i);         'phone-7'
            concat(x, yes);              '2.5true'
            concat('a', missing);        null
            substring('telemetry', 5);   'metry'
            substring('telemetry', 1, 4);'tele'
            substring('telemetry', -1, 3);'t'
            substring('telemetry', 9, 9);'y'
            substring('telemetry', 20);  ''
            substring('telemetry', 3, 0);''
            substring('telemetry', 3, -2);''
            substring('😀😁x', 2, 1);    '😁'
            substring('telemetry', -inf, inf); ''
            replace('a-b-c', '-', '_');  'a_b_c'
            replace('abc', '', 'x');     'abc'
            """)
    void textFunctions(String expression, String value) {
        check(expression, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
            false and cast(s as boolean);                     false
            true or cast(s as boolean);                       true
            if(yes, 1, cast(s as long));                      1
            if(no, cast(s as long), 2);                       2
            case when yes then 1 when cast(s as boolean) then 2 end; 1
            coalesce(i, cast(s as long));                     7
            i in (7, cast(s as long));                        true
            i between 8 and cast(s as long);                  false
            """)
    void whatIsNotNeededIsNotEvaluated(String expression, String value) {
        check(expression, value);
    }

    private static void check(String expression, String value) {
        assertThat(Expressions.shown(expression)).isEqualTo(value);
    }
}
