package io.github.ciautoscaler.settings;

import java.util.function.Function;

/**
 * A list of objects, each with settings of its own: {@code autoscaler.pools[0].name}.
 *
 * @param element what an object of it may hold
 * @param make turns the values of one object into what they mean
 */
public record ObjectList<R>(String key, Schema element, Function<Values, R> make) {}
