// Who draws figures writes labels.
@_exported public import LightMarkup
