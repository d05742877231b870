namespace TorchSharp.Utils;

/// <summary>Names a field's module, parameter or buffer otherwise than the field.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}
