using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>
/// Calls its modules one after the other and disposes what lies between: so a module in it must return a new tensor
/// (<c>alias()</c> where it changes nothing), never its input.
/// </summary>
public class Sequential : Module<Tensor, Tensor>
{
    private readonly List<(string Name, Module<Tensor, Tensor> Module)> steps = [];

    internal Sequential() : base(nameof(Sequential)) { }

    protected Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) : this() => Append(modules);

    protected Sequential(params Module<Tensor, Tensor>[] modules) : this() => Append(Numbered(modules));

    public int Count => steps.Count;

    public IModule<Tensor, Tensor> this[int index] => steps[index].Module;

    /// <summary>The same modules, not copies, under the same names.</summary>
    public Sequential this[Range index]
    {
        get
        {
            var (start, length) = index.GetOffsetAndLength(steps.Count);
            return new Sequential().Append(steps.Skip(start).Take(length));
        }
    }

    public Sequential this[(int? start, int? end) index] => this[(index.start ?? 0)..(index.end ?? steps.Count)];

    public Sequential append(IModule<Tensor, Tensor> module) => append(steps.Count.ToString(), module);

    public Sequential append(string name, IModule<Tensor, Tensor> module)
    {
        var step = module as Module<Tensor, Tensor> ?? throw new ArgumentException($"'{name}' is no Module<Tensor, Tensor>.", nameof(module));
        register_module(name, step);
        steps.Add((name, step));
        return this;
    }

    internal Sequential Append(IEnumerable<(string Name, Module<Tensor, Tensor> Module)> modules)
    {
        foreach (var (name, module) in modules) append(name, module);
        return this;
    }

    internal static IEnumerable<(string, Module<Tensor, Tensor>)> Numbered(IEnumerable<Module<Tensor, Tensor>> modules) =>
        modules.Select((m, i) => (i.ToString(), m));

    public override Tensor forward(Tensor tensor)
    {
        if (steps.Count == 0) return tensor.alias();
        var result = steps[0].Module.call(tensor);
        for (var i = 1; i < steps.Count; i++)
        {
            using var between = result;
            result = steps[i].Module.call(between);
        }
        return result;
    }
}
