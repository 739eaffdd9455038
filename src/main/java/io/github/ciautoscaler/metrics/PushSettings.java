package io.github.ciautoscaler.metrics;

import java.net.ProxySelector;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how metrics are pushed.
 *
 * @param target null for no push
 * @param limit for connecting and for each read, in real time; a whole push may take twice as long
 * @param proxies null for none
 * @param trust null for the JVM's own
 */
public record PushSettings(
    @Nullable PushTarget target,
    Duration limit,
    @Nullable ProxySelector proxies,
    @Nullable SSLSocketFactory trust) {}
