/** The ruler: one workload, several frameworks, separate JVMs, one table. */
@NullMarked
@XmlJavaTypeAdapters({
    @XmlJavaTypeAdapter(value = XmlDates.OfDate.class, type = LocalDate.class),
    @XmlJavaTypeAdapter(value = XmlDates.OfDateTime.class, type = LocalDateTime.class)
})
package io.redub.bench;

import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapters;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.NullMarked;
