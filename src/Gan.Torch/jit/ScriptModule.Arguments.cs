namespace TorchSharp;

public static partial class torch
{
    public static partial class jit
    {
        /// <summary>Of any number of tensors.</summary>
        public class ScriptModule<TResult> : ScriptModule, nn.IModule<Tensor[], TResult>
        {
            internal ScriptModule(string file, Device device) : base(file, device) { }

            public TResult forward(params Tensor[] tensor) => Forward<TResult>([.. tensor]);

            public TResult call(params Tensor[] input) => forward(input);
        }

        public class ScriptModule<T, TResult> :
            HookableScriptModule<Func<ScriptModule<T, TResult>, T, T>, Func<ScriptModule<T, TResult>, T, TResult, TResult>>,
            nn.IModule<T, TResult>
        {
            internal ScriptModule(string file, Device device) : base(file, device) { }

            public TResult forward(T tensor) => Forward<TResult>(tensor);

            public TResult call(T input)
            {
                foreach (var hook in pre_hooks.Values.ToArray())
                    if (hook(this, input) is { } changed) input = changed;
                var result = forward(input);
                foreach (var hook in post_hooks.Values.ToArray())
                    if (hook(this, input, result) is { } changed) result = changed;
                return result;
            }
        }

        public class ScriptModule<T1, T2, TResult> :
            HookableScriptModule<
                Func<ScriptModule<T1, T2, TResult>, T1, T2, (T1, T2)?>,
                Func<ScriptModule<T1, T2, TResult>, T1, T2, TResult, TResult>>,
            nn.IModule<T1, T2, TResult>
        {
            internal ScriptModule(string file, Device device) : base(file, device) { }

            public TResult forward(T1 input1, T2 input2) => Forward<TResult>(input1, input2);

            public TResult call(T1 input1, T2 input2)
            {
                foreach (var hook in pre_hooks.Values.ToArray())
                    if (hook(this, input1, input2) is { } changed) (input1, input2) = changed;
                var result = forward(input1, input2);
                foreach (var hook in post_hooks.Values.ToArray())
                    if (hook(this, input1, input2, result) is { } changed) result = changed;
                return result;
            }
        }
    }
}
