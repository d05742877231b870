using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public interface IParameterLessModule;

/// <summary>A module with nothing to learn or to move.</summary>
public abstract class ParameterLessModule<T1, TResult> : Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name) { }
}

public abstract class ParameterLessModule<T1, T2, TResult> : Module<T1, T2, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name) { }
}
