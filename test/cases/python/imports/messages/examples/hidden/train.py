import net
