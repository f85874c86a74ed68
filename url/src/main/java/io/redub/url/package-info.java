/** The URL as a value: the language spoken at the edges (registry, SPI keys, Dubbo peers). */
@NullMarked
package io.redub.url;

import org.jspecify.annotations.NullMarked;
