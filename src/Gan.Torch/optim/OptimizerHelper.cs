using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Groups, state and files of an optimiser written in C#.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    protected OptimizerOptions _defaults = null!;
    // By native handle: the managed object of a parameter may change (a module's to()), the native one is what is trained.
    private protected readonly Dictionary<nint, OptimizerState> _state = [];

    public OptimizerHelper() : base(0) { }

    public override IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(g => g.Parameters);

    public override void zero_grad() => base.zero_grad();

    public override void add_param_group(ParamGroup param_group) => Add(param_group);

    public void to(Device device)
    {
        foreach (var state in _state.Values) state.to(device);
    }

    /// <summary>The live options and states, not copies.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            var indices = new List<int>();
            foreach (var p in group.Parameters)
            {
                indices.Add(dictionary.State.Count);
                dictionary.State.Add(_state[p.Handle]);
            }
            dictionary.Options.Add(group.Options);
            dictionary.StateIndexRef.Add(indices);
        }
        return dictionary;
    }

    /// <summary>Copies options and state of an optimiser with the same groups of parameters.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        ArgumentNullException.ThrowIfNull(state_dict);
        var own = this.state_dict();
        Fit(state_dict.Options.Count, state_dict.State.Count, own);
        foreach (var (mine, other) in own.Options.Zip(state_dict.Options)) mine.LoadStateDict(other);
        foreach (var (mine, other) in own.StateIndexRef.SelectMany(i => i).Zip(state_dict.StateIndexRef.SelectMany(i => i)))
            own.State[mine].LoadStateDict(state_dict.State[other]);
    }

    public void save_state_dict(string location)
    {
        using var stream = File.Create(location);
        using var writer = new BinaryWriter(stream);
        save_state_dict(writer);
    }

    /// <summary>
    /// Name of the optimiser, number of groups, number of parameters (LEB128), every group's options, every
    /// parameter's state.
    /// </summary>
    public void save_state_dict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var own = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt64(own.Options.Count);
        writer.Write7BitEncodedInt64(own.State.Count);
        foreach (var options in own.Options) options.SaveStateDict(writer);
        foreach (var state in own.State) state.SaveStateDict(writer);
    }

    public void load_state_dict(string location) => Engine.Streams.FromFile(location, reader =>
    {
        load_state_dict(reader);
        return this;
    });

    public void load_state_dict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var name = reader.ReadString();
        if (name != GetType().Name)
            throw new InvalidDataException($"The file holds the state of {name}, but the optimiser is {GetType().Name}.");
        var own = state_dict();
        Fit(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), own);
        foreach (var options in own.Options) options.LoadStateDict(reader);
        foreach (var state in own.State) state.LoadStateDict(reader);
    }

    /// <summary>Runs the closure, then <paramref name="body"/> on every group without recording gradients.</summary>
    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null) where T : ParamGroup
    {
        ArgumentNullException.ThrowIfNull(body);
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using var recording = enable_grad();
            loss = loss_closure();
        }
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in _parameter_groups) body((T)group);
        return loss;
    }

    private protected void Add(ParamGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        group.Options.InitialLearningRate = group.LearningRate;
        group.Parameters = [.. group.Parameters];
        _parameter_groups.Add(group);
    }

    // The state of a parameter in `group`, fresh. A parameter may be in one group only.
    private protected void AddState(ParamGroup group, Func<Parameter, OptimizerState> make)
    {
        Add(group);
        foreach (var p in group.Parameters)
        {
            ArgumentNullException.ThrowIfNull(p, "parameters");
            if (_state.ContainsKey(p.Handle)) throw new ArgumentException("A parameter appears twice in the optimiser's groups.");
            var state = make(p);
            state.Initialize(group.Options);
            _state[p.Handle] = state;
        }
    }

    // The gradient as the formula sees it, or null where there is none.
    private protected static Tensor? Gradient(Parameter p, double weight_decay, bool maximize)
    {
        if (p.grad is not { } gradient) return null;
        if (maximize) gradient = gradient.neg();
        return weight_decay != 0 ? gradient.add(p, weight_decay) : gradient;
    }

    private protected static void Check(double lr, double eps, double weight_decay)
    {
        if (!(lr >= 0)) throw new ArgumentException($"The learning rate must not be negative, but is {lr}.");
        if (!(eps >= 0)) throw new ArgumentException($"eps must not be negative, but is {eps}.");
        if (!(weight_decay >= 0)) throw new ArgumentException($"weight_decay must not be negative, but is {weight_decay}.");
    }

    private protected static void CheckBetas(double beta1, double beta2)
    {
        if (beta1 is not (>= 0 and < 1) || beta2 is not (>= 0 and < 1))
            throw new ArgumentException($"beta1 and beta2 must lie in [0, 1), but are {beta1} and {beta2}.");
    }

    private protected override void DisposeState()
    {
        foreach (var state in _state.Values) (state as IDisposable)?.Dispose();
        _state.Clear();
    }

    private static void Fit(long groups, long states, StateDictionary own)
    {
        if (groups != own.Options.Count || states != own.State.Count)
            throw new ArgumentException($"The stored state has {groups} groups and {states} parameters"
                + $", but the optimiser has {own.Options.Count} and {own.State.Count}.");
    }
}
