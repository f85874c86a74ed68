/** Layer 4: register, subscribe, notify, snapshot file. */
@NullMarked
package io.redub.registry;

import org.jspecify.annotations.NullMarked;
