/** The programs around the XML files. */
@NullMarked
package io.redub.example.xml;

import org.jspecify.annotations.NullMarked;
