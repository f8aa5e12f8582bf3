from .models import Net
