/** Layer 2: settings, the assembly of client and server, life cycle. */
@NullMarked
package io.redub.config;

import org.jspecify.annotations.NullMarked;
