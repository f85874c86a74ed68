/** Redub's protocols beside each other: small calls, larger ones, files. */
@NullMarked
package io.redub.bench.protocols;

import org.jspecify.annotations.NullMarked;
