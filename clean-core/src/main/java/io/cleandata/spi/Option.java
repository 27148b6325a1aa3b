package io.cleandata.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One option of a plug-in, on a component of its settings record.
 *
 * <p>The component {@code minSize} is the option {@code min-size}. Its type may be {@code int}, {@code long}, {@code double},
 * {@code boolean}, {@code String}, {@code Duration}, {@code Instant}, an enum, {@code List} or {@code Map<String, ...>} of these, or another
 * record of options. An option that is not required and has no {@link #value()} is {@code null} (for a list or map: empty)
 * when left out, so that its component is of a reference type.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {

    /** One line that says what the option does, shown by {@code clean plugins} and in the reference. */
    String doc();

    /** Its name where it is not the component's in kebab-case, such as {@code for}, which Java keeps for itself; empty for the component's. */
    String name() default "";

    /** The default as it would stand in YAML; empty for none. */
    String value() default "";

    /** Whether leaving the option out is an error. */
    boolean required() default false;

    /** Smallest allowed number, or seconds of a duration. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest allowed number, or seconds of a duration. */
    double max() default Double.POSITIVE_INFINITY;

    /** Regular expression that the whole text (or each element) must match; empty for any. */
    String pattern() default "";

    /** Whether the value is never to be shown. */
    boolean secret() default false;

    /** Whether keys are passed to a client as they are, unchecked, and their values never shown. */
    boolean passThrough() default false;

    /** Former names of this option in kebab-case; using one works and warns. */
    String[] formerly() default {};
}
