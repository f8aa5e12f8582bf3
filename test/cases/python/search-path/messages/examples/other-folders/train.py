import cvlization.net
