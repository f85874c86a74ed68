/** The SPI loader: named, adaptive, activated, wrapped and injected extensions. */
@NullMarked
package io.redub.extension;

import org.jspecify.annotations.NullMarked;
