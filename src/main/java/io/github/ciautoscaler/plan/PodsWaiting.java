package io.github.ciautoscaler.plan;

/**
 * The pods that wait for a machine of one pool.
 *
 * @param waiting that the scheduler found no place for, in the namespaces that the pool serves
 * @param withoutRoom those of them that no machine has room for, neither there nor coming before
 *     this pass
 */
public record PodsWaiting(int waiting, int withoutRoom) {}
