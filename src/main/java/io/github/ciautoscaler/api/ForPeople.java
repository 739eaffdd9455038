package io.github.ciautoscaler.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what a browser asks for. Where reads are closed it leads to the sign-in; its {@code POST}s
 * are writes, which only an operator's seat may make, by a form of ours.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForPeople {

  /** Whether everybody gets it, whatever is closed, and it checks by itself who may do what. */
  boolean open() default false;
}
